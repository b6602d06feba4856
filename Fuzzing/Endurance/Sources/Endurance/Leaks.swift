import ArgumentParser
import CHost
import Foundation
import OneShot

/// Whether a step takes memory that it does not give back.
struct Leaks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does the same many times, and says what more is allocated afterward.",
    discussion: """
      After 1,500 steps that do not count, the others are cut into seven parts. What a step leaves is the \
      median of what more is allocated from one part to the next: a leak grows in each, while a cache \
      that the system fills once grows in one.
      """)

  @Option(help: "How often each is done.") var steps = 3000
  @Option(help: "Only what has this in its name.") var only = ""
  @Option(help: "The most bytes that a step may leave.") var allowance = 16

  func validate() throws {
    if steps < 60 { throw ValidationError("--steps: found \(steps), expected 60 or more") }
  }

  func run() async throws {
    try await withTemporaryFolder { folder in
      print("| what | steps | bytes more | a step | MB resident |")
      print("| --- | ---: | ---: | ---: | ---: |")
      var leaking: [String] = []
      let all = try Activity.all(in: folder)
      let chosen = all.filter { only.isEmpty || $0.name.contains(only) }
      if chosen.isEmpty {
        let names = all.map(\.name).joined(separator: ", ")
        throw ValidationError("--only: found \(only), expected a part of one of \(names)")
      }
      for activity in chosen {
        let left = try measure(activity)
        if left > Double(allowance) {
          leaking.append("\(activity.name): \(String(format: "%.1f", left)) bytes a step")
        }
      }
      if !leaking.isEmpty { throw Wrong("memory is left: " + leaking.joined(separator: "; ")) }
    }
  }

  /// The bytes that a step leaves. Of each part the lowest reading counts, since what a pool keeps for a
  /// while comes and goes.
  private func measure(_ activity: Activity) throws -> Double {
    for _ in 0..<Self.warmUp { try activity.step() }
    let length = steps / Self.parts
    var lowest: [Int] = []
    for _ in 0..<Self.parts {
      var readings: [Int] = []
      for step in 1...length {
        try activity.step()
        if step.isMultiple(of: max(1, length / 10)) { readings.append(Int(host_allocated_bytes())) }
      }
      lowest.append(readings.min() ?? 0)
    }
    let growths = zip(lowest.dropFirst(), lowest).map(-).sorted()
    let left = Double(growths[growths.count / 2]) / Double(length)
    print(
      "| \(activity.name) | \(length * Self.parts) | \(lowest[Self.parts - 1] - lowest[0]) | "
        + String(format: "%.1f | %.1f |", left, residentMegabytes()))
    fflush(nil)
    return left
  }

  private static let parts = 7

  /// By then the caches of the system's libraries are full.
  private static let warmUp = 1500
}

/// Something that is done again and again.
struct Activity {
  let name: String
  let step: () throws -> Void

  static func all(in folder: URL) throws -> [Activity] {
    let classifier = OneShotClassifier(try Subject.network())
    for index in 0..<50 { try classifier.enroll("\(index)", Subject.image(index)) }
    let gallery = OneShotClassifier(try Subject.network())
    try gallery.openGallery(folder.appending(path: "gallery"), isSynchronized: false)
    return [
      try training(), try fitting(in: folder), evaluating(try Subject.network()),
      Activity(name: "predict") { _ = try classifier.predict(Subject.image(3, drawer: 2)) },
      Activity(name: "enroll and remove") {
        try classifier.enroll("another", Subject.image(60))
        try classifier.remove("another")
      },
      Activity(name: "enroll and remove in a gallery file") {
        try gallery.enroll("another", Subject.image(60))
        try gallery.remove("another")
      },
      Activity(name: "save and read a classifier") {
        let file = folder.appending(path: "classifier.safetensors")
        try classifier.save(to: file)
        _ = try OneShotClassifier<Sequential>(contentsOf: file)
      },
    ]
  }

  private static func training() throws -> Activity {
    var siamese = try Subject.network()
    var optimizer = Adam(learningRate: 1e-3)
    let batches = try Subject.batches()
    var step = 0
    return Activity(name: "train") {
      let batch = try batches.batch(at: step)
      let (_, gradients) = gradient(of: &siamese) { metricLoss($0, batch) }
      optimizer.update(&siamese, along: gradients)
      step += 1
    }
  }

  /// A whole `fit` of two steps each time, with checkpoints.
  private static func fitting(in folder: URL) throws -> Activity {
    let batches = try Subject.batches()
    return Activity(name: "fit, with checkpoints") {
      var siamese = try Subject.network()
      var optimizer = SGD(learningRate: 0.01)
      let run = folder.appending(path: "run")
      defer { try? FileManager.default.removeItem(at: run) }
      try fit(
        &siamese, with: &optimizer, on: batches,
        plan: TrainingPlan(epochs: 2, stepsPerEpoch: 1, seed: 1, checkpoints: CheckpointFolder(run))
      ) { metricLoss($0, $1) }
    }
  }

  private static func evaluating(_ siamese: Siamese<Sequential>) -> Activity {
    let tasks = try? TaskSampler(Subject.glyphs, ways: 5).tasks(trials: 5, seed: 1)
    return Activity(name: "evaluate") {
      if let tasks { _ = Evaluation(of: siamese, on: tasks) }
    }
  }
}
