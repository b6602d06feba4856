import Foundation
import OneShot

/// Many tasks with one classifier, its gallery and its file.
struct Crowd {
  let classifier: OneShotClassifier<Sequential>
  let gallery: URL
  let log: LoadLog
  private let tasks: Int
  private let user: LoadUser

  init(tasks: Int, folder: URL, seconds: Double) throws {
    self.tasks = tasks
    classifier = OneShotClassifier(try Subject.network())
    gallery = folder.appending(path: "gallery")
    try classifier.openGallery(gallery, isSynchronized: false)
    for index in 0..<100 { try classifier.enroll("always \(index)", Subject.image(index)) }
    log = LoadLog(seconds: seconds)
    user = LoadUser(
      classifier: classifier, file: folder.appending(path: "saved.safetensors"), log: log)
  }

  /// Lets all work until the time is over; the classes of their own that are enrolled then, and their shots.
  func work() async throws -> [String: Int] {
    try await withThrowingTaskGroup(of: [String: Int].self) { group in
      for number in 0..<tasks { group.addTask { try await user.work(number) } }
      return try await group.reduce(into: [:]) { $0.merge($1) { $1 } }
    }
  }

  /// That a classifier has just what was kept.
  func check(_ classifier: OneShotClassifier<Sequential>, against kept: [String: Int]) throws {
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
