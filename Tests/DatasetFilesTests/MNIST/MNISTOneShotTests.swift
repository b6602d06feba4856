import Datasets
import Files
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct MNISTOneShotTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Images of 4×4 pixels whose brightness is ten times the digit plus a number of their own.
  private func write(labels: [UInt8]) throws {
    let counts = [0, 0, UInt8(labels.count / 256), UInt8(labels.count % 256)]
    let pixels = labels.enumerated().flatMap { index, label in
      [UInt8](repeating: label * 10 + UInt8(index / 10 % 10), count: 16)
    }
    try folder.write(
      [0, 0, 8, 3] + counts + [0, 0, 0, 4, 0, 0, 0, 4] + pixels, to: "t10k-images-idx3-ubyte")
    try folder.write([0, 0, 8, 1] + counts + labels, to: "t10k-labels-idx1-ubyte")
  }

  /// Forty images, four of each digit.
  private func writeDigits() throws { try write(labels: (0..<40).map { UInt8($0 * 7 % 10) }) }

  @Test func aTrialHasAnExampleOfEachDigitAndOneQuery() throws {
    try writeDigits()
    let set = try MNIST.oneShotTest(in: folder.url, trials: 200, size: 5)
    #expect(set.tasks.count == 200)
    #expect(set.dataset.imageShape == [5, 5, 1])
    #expect(set.dataset.count == 40)
    func brightness(_ image: Int) -> Int { Int(set.dataset.pixels[image * 25]) }
    for task in set.tasks {
      #expect(task.ways == 10 && task.shots == 1)
      #expect(task.support.map { brightness($0[0]) / 10 } == Array(0..<10))
      #expect(task.queries.count == 1 && !task.support.contains([task.queries[0]]))
      #expect(brightness(task.queries[0]) / 10 == task.answers[0])
    }
    for digit in 0..<10 {
      #expect((5...40).contains(set.tasks.count { $0.answers == [digit] }))
      #expect(set.dataset.classes[digit].images.allSatisfy { brightness($0) / 10 == digit })
    }
    let pairs = Set(set.tasks.map { [$0.support[$0.answers[0]][0], $0.queries[0]] })
    #expect(pairs.count > 60)
  }

  @Test func onlyImagesOfTrialsAreKept() throws {
    try writeDigits()
    let set = try MNIST.oneShotTest(in: folder.url, trials: 1)
    #expect(set.dataset.count == 11 && set.dataset.imageShape == [35, 35, 1])
    #expect(set.dataset.classes.flatMap(\.images) == Array(0..<11))
  }

  @Test func theSeedDecides() throws {
    try writeDigits()
    let sets = try [1, 1, 2].map { try MNIST.oneShotTest(in: folder.url, trials: 30, seed: $0) }
    #expect(sets[0].tasks == sets[1].tasks && sets[0].dataset.pixels == sets[1].dataset.pixels)
    #expect(sets[0].tasks != sets[2].tasks)
  }

  @Test func eachDigitNeedsTwoImages() throws {
    try write(labels: Array(0..<10) + Array(0..<9))
    let error = #expect(throws: FileProblem.self) { try MNIST.oneShotTest(in: folder.url) }
    #expect(
      error?.description == "\(folder.path): expected at least 2 of each digit, an example and a "
        + "query, found 1 image of the digit 9")
  }
}
