import ArgumentParser
import Foundation
import OneShot

/// Everything that has threads of its own, at once: what the thread sanitizer is to see.
struct Races: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Enrolls, predicts, saves, trains and evaluates at once; for the thread sanitizer.",
    discussion: """
      Nothing is measured, since a sanitizer takes time and memory of its own. What is enrolled must be \
      there at the end, and each training give the same bits.
      """)

  @Option(help: "How long.") var seconds = 10.0
  @Option(help: "How many tasks use the classifier.") var tasks = 16

  func validate() throws {
    if !(seconds > 0 && seconds <= 100_000) {
      throw ValidationError("--seconds: found \(seconds), expected a number above 0")
    }
    if !(1...10_000).contains(tasks) {
      throw ValidationError("--tasks: found \(tasks), expected 1 to 10000")
    }
  }

  func run() async throws {
    try await withTemporaryFolder { folder in
      let crowd = try Crowd(tasks: tasks, folder: folder, seconds: seconds)
      async let trainings = Self.train(until: crowd.log)
      let kept = try await crowd.work()
      try crowd.check(crowd.classifier, against: kept)
      print(
        "\(crowd.log.changes) changes, none lost; \(try await trainings) trainings beside them, all "
          + "with the same bits")
    }
  }

  /// Trains by batches that are made ahead, and evaluates, again and again; how often.
  private static func train(until log: LoadLog) async throws -> Int {
    let tasks = try TaskSampler(Subject.glyphs, ways: 5).tasks(trials: 10, seed: 1)
    var first: ParameterValues?
    var count = 0
    repeat {
      var siamese = try Subject.network()
      var optimizer = Adam(learningRate: 1e-3)
      try OneShot.train(
        &siamese, with: &optimizer, on: try Subject.batches(), steps: 4, seed: 1
      ) { metricLoss($0, $1) }
      _ = Evaluation(of: siamese, on: tasks)
      let values = siamese.values
      try check(first ?? values == values, "training \(count + 1) has other bits")
      first = values
      count += 1
      await Task.yield()
    } while !log.isOver
    return count
  }
}
