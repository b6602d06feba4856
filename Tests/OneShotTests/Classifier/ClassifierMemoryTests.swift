import Foundation
import OneShot
import Testing

/// How much memory enrolling takes, in a process of its own.
@Suite struct ClassifierMemoryTests {
  /// The most memory that this process ever had, in bytes; nil where the system does not say.
  private static func peak() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kilobytes * 1024
  }

  /// Case O5: one by one, of 4096 numbers each, no more than three times the embeddings.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func enrollingTakesAFewTimesTheEmbeddings() async throws {
    await #expect(processExitsWith: .success) {
      let (classes, width) = (2000, 4096)
      let siamese = try Siamese(Sequential { Flatten() }, input: [1, 1, width])
      let classifier = OneShotClassifier(siamese)
      var random = SeededGenerator(seed: 1)
      func enroll(_ number: Int) throws {
        let image = Tensor.uniform([1, 1, 1, width], using: &random)
        try classifier.enroll("class \(number)", image)
      }
      // Threads and code count for nothing.
      for number in 0..<16 { try enroll(number) }
      let before = try #require(ClassifierMemoryTests.peak())
      for number in 16..<classes { try enroll(number) }
      let after = try #require(ClassifierMemoryTests.peak())
      let embeddings = 4 * classes * width
      print("\((after - before) / 1_000_000) MB for \(embeddings / 1_000_000) MB")
      #expect(after - before < 3 * embeddings)
    }
  }
}
