import Distributed
import Foundation
import OneShot
import Synchronization

/// How long a training step of several processes takes, and how much of it they wait for each other:
/// `steps quick|blog <shards> <steps>`, `fast-steps …`, or `apart-steps …` for the fast addition without an
/// exchange during the backward pass.
enum Steps {
  static func measure(_ group: DistributedGroup, _ arguments: [String]) throws {
    let (shards, steps) = (Int(arguments[2])!, Int(arguments[3])!)
    let timed = TimedGroup(group)
    let plan = TrainingPlan(steps: steps + 2, shards: shards, group: timed)
    let scalars: Int
    if arguments[1] == "blog" {
      var siamese = try KochRecipe.blog.network(seed: 1)
      var optimizer = SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)
      scalars = siamese.parameterCount
      let count = 32 / shards
      let images = randomImages(2 * count, 105)
      let targets = Tensor((0..<count).map { Float($0 % 2) }, shape: [count, 1])
      try fit(&siamese, with: &optimizer, plan: plan, callbacks: [StepTimer(timed)]) { _ in
        0
      } loss: { siamese, _ in
        binaryCrossEntropy(siamese(images[0..<count], images[count..<2 * count]), targets)
      }
    } else {
      var siamese = try Recipe.quick.network(seed: 1)
      var optimizer = Adam(learningRate: 0.006)
      scalars = siamese.parameterCount
      let classes = 20 / shards
      let batch = LabeledImages(
        images: randomImages(4 * classes, 28), labels: (0..<4 * classes).map { $0 / 4 })
      try fit(&siamese, with: &optimizer, plan: plan, callbacks: [StepTimer(timed)]) { _ in
        0
      } loss: { siamese, _ in
        metricLoss(siamese, batch)
      }
    }
    // The first process alone has callbacks, and so the times.
    if !group.isFirst { return }
    func text(_ times: [Double]) -> String {
      let sorted = times.sorted()
      func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 10 }
      return "\(rounded(sorted[sorted.count / 2])) ms "
        + "(\(rounded(sorted.first!))–\(rounded(sorted.last!)))"
    }
    let (all, waiting) = timed.times
    print(
      "\(arguments[1]), \(shards) shards, \(group.count) processes of \(ThreadPool.threadCount) "
        + "threads, \(group.addition)\(group.overlaps ? ", overlapping" : ""): a step \(text(all)), of which exchange \(text(waiting)) of "
        + "\(4 * scalars / 1000) kB of gradients")
  }

  private static func randomImages(_ count: Int, _ size: Int) -> Tensor {
    var random = SeededGenerator(seed: 1)
    return Tensor.uniform([count, size, size, 1], in: 0..<1, using: &random)
  }

  /// Notes when steps end.
  private struct StepTimer: Callback {
    let group: TimedGroup
    init(_ group: TimedGroup) { self.group = group }
    mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      group.stepEnded()
    }
  }
}

/// A group that notes how long its processes wait for exchanges.
private final class TimedGroup: OverlappingGroup {
  private struct State {
    var exchange = 0.0
    var last = ContinuousClock.now
    var steps: [(all: Double, exchange: Double)] = []
  }

  private let group: DistributedGroup
  private let state = Mutex(State())

  init(_ group: DistributedGroup) { self.group = group }

  var rank: Int { group.rank }
  var count: Int { group.count }
  var overlaps: Bool { group.overlaps }

  /// The times of all steps but the first two.
  var times: (all: [Double], exchange: [Double]) {
    state.withLock { state in
      let steps = state.steps.dropFirst(2)
      return (steps.map(\.all), steps.map(\.exchange))
    }
  }

  func stepEnded() {
    state.withLock { state in
      let now = ContinuousClock.now
      state.steps.append(((now - state.last) / .seconds(1), state.exchange))
      (state.last, state.exchange) = (now, 0)
    }
  }

  func broadcast(_ bytes: [UInt8]) throws -> [UInt8] { try group.broadcast(bytes) }
  func broadcast(_ tensors: inout [Tensor]) throws { try group.broadcast(&tensors) }

  func mean(of sums: consuming [[Tensor]], over tree: ShardTree, shapes: [Shape]) throws -> [Tensor]
  {
    let begin = ContinuousClock.now
    defer { note(since: begin) }
    return try group.mean(of: sums, over: tree, shapes: shapes)
  }

  func beginMean(of sum: consuming [Tensor]?, over shards: Int, shapes: [Shape]) -> PendingMean {
    let begin = ContinuousClock.now
    let mean = group.beginMean(of: sum, over: shards, shapes: shapes)
    note(since: begin)
    return PendingMean { [self] in
      let begin = ContinuousClock.now
      defer { note(since: begin) }
      return try mean.wait()
    }
  }

  private func note(since begin: ContinuousClock.Instant) {
    let time = (ContinuousClock.now - begin) / .seconds(1)
    state.withLock { $0.exchange += time }
  }
}
