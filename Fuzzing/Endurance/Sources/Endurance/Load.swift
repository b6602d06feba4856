import ArgumentParser
import Foundation
import OneShot

/// Many tasks with one classifier, its gallery and its file.
struct Load: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Many tasks predict, enroll, remove and save with one classifier.",
    discussion: """
      Every task counts what it enrolled; at the end the classifier, its gallery read anew and each file \
      that was saved in between must have just that. The time is cut in ten parts: memory and the median \
      latency of the last may not be much above those of the second.
      """)

  @Option(help: "How long.") var minutes = 10.0
  @Option(help: "How many tasks.") var tasks = 64

  func validate() throws {
    if !(minutes > 0 && minutes <= 10_000) {
      throw ValidationError("--minutes: found \(minutes), expected a number above 0")
    }
    if !(1...10_000).contains(tasks) {
      throw ValidationError("--tasks: found \(tasks), expected 1 to 10000")
    }
  }

  func run() async throws {
    try await withTemporaryFolder { folder in
      let classifier = OneShotClassifier(try Subject.network())
      try classifier.openGallery(folder.appending(path: "gallery"), isSynchronized: false)
      for index in 0..<100 { try classifier.enroll("always \(index)", Subject.image(index)) }
      let log = LoadLog(seconds: 60 * minutes)
      let user = LoadUser(
        classifier: classifier, file: folder.appending(path: "saved.safetensors"), log: log)
      let kept = try await withThrowingTaskGroup(of: [String: Int].self) { group in
        for number in 0..<tasks { group.addTask { try await user.work(number) } }
        return try await group.reduce(into: [:]) { $0.merge($1) { $1 } }
      }
      try check(classifier, against: kept)
      let reopened = OneShotClassifier(try Subject.network())
      // Its file is still open; a second user would be refused.
      let copy = folder.appending(path: "copy")
      try FileManager.default.copyItem(at: folder.appending(path: "gallery"), to: copy)
      try reopened.openGallery(copy)
      try check(reopened, against: kept)
      try log.report()
      print("\(kept.count) classes of \(tasks) tasks and 100 others are there, none lost")
    }
  }

  private func check(
    _ classifier: OneShotClassifier<Sequential>, against kept: [String: Int]
  ) throws {
    let labels = Set(classifier.labels)
    let expected = Set(kept.keys).union((0..<100).map { "always \($0)" })
    if labels != expected {
      throw Wrong(
        "lost: \(expected.subtracting(labels)); came back: \(labels.subtracting(expected))")
    }
    for (label, shots) in kept where classifier.shots(of: label) != shots {
      throw Wrong("\(label): found \(classifier.shots(of: label)) examples, expected \(shots)")
    }
  }
}

/// What each task does.
struct LoadUser: Sendable {
  let classifier: OneShotClassifier<Sequential>
  let file: URL
  let log: LoadLog

  /// Works until the time is over; the classes of its own that are enrolled then, and their shots.
  func work(_ number: Int) async throws -> [String: Int] {
    var random = SeededGenerator(seed: UInt64(number))
    var kept: [String: Int] = [:]
    while !log.isOver {
      switch Int.random(in: 0..<1000, using: &random) {
      case ..<700: try predict(&random)
      case ..<998: try change(&kept, number, &random)
      default: try save()
      }
      await Task.yield()
    }
    return kept
  }

  private func predict(_ random: inout SeededGenerator) throws {
    let query = Subject.image(.random(in: 0..<80, using: &random), drawer: 3)
    let start = ContinuousClock.now
    let prediction = try classifier.predict(query, top: .max)
    log.predicted(in: (ContinuousClock.now - start) / .milliseconds(1))
    let sum = prediction.candidates.reduce(0) { $0 + $1.probability }
    try check(abs(sum - 1) < 1e-4, "probabilities sum up to \(sum)")
    try check(prediction.candidates.count >= 100, "found \(prediction.candidates.count) classes")
  }

  /// Enrolls or removes a class of its own, of which it has ten at most.
  private func change(
    _ kept: inout [String: Int], _ number: Int, _ random: inout SeededGenerator
  ) throws {
    let index = Int.random(in: 0..<10, using: &random)
    let label = "\(number) \(index)"
    if kept[label] ?? 0 > 2 {
      try classifier.remove(label)
      kept[label] = nil
    } else {
      try classifier.enroll(label, Subject.image(number + index))
      kept[label, default: 0] += 1
    }
    log.changed()
    try check(
      classifier.shots(of: label) == kept[label] ?? 0,
      "\(label): \(classifier.shots(of: label)) examples, \(kept[label] ?? 0) were enrolled")
  }

  private func save() throws {
    try classifier.save(to: file)
    log.saved()
    let read = try OneShotClassifier<Sequential>(contentsOf: file)
    let labels = Set(read.labels)
    try check(
      (0..<100).allSatisfy { labels.contains("always \($0)") }, "a file lacks what is always there")
  }
}
