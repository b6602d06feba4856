import Distributed
import Foundation
import OneShot

/// What the tests start with mpirun: `DistributedProbe <what> <argument>…`.
@main
struct DistributedProbe {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.first {
      case "messages":
        try Messages.check(try DistributedGroup())
        print("all is well")
        try DistributedGroup.run { _ in }
      case "train":
        try DistributedGroup.run { try Training(arguments).run($0) }
      case "fast", "apart":
        // With and without an exchange during the backward pass.
        try DistributedGroup.run(addition: .fast, overlaps: arguments[0] == "fast") {
          try Training(arguments).run($0)
        }
      case "blog":
        try DistributedGroup.run {
          try SmallTrainings.narrowBlog($0, to: URL(filePath: arguments[1]))
        }
      case "quick":
        try DistributedGroup.run { try SmallTrainings.quick($0, to: URL(filePath: arguments[1])) }
      case "steps", "fast-steps", "apart-steps":
        try DistributedGroup.run(
          addition: arguments[0] == "steps" ? .ordered : .fast,
          overlaps: arguments[0] == "fast-steps"
        ) { try Steps.measure($0, arguments) }
      case "fail", "fast-fail":
        try DistributedGroup.run(addition: arguments[0] == "fail" ? .ordered : .fast) {
          try fail($0, on: arguments[1])
        }
      default:
        try DistributedGroup.run { print("process \($0.rank) of \($0.count)") }
      }
    } catch {
      print("thrown: \(error)")
      exit(3)
    }
  }

  /// Fails in the middle of a training, when others may be sending gradients: on one process, or on all.
  private static func fail(_ group: DistributedGroup, on rank: String) throws {
    struct Failure: Error, CustomStringConvertible { let description: String }
    var (model, optimizer) = (try Training.model(), SGD(learningRate: 0.1))
    let plan = TrainingPlan(steps: 100, shards: 2 * group.count, group: group)
    var losses = 0
    try fit(&model, with: &optimizer, on: Training.batches, plan: plan) { model, batch in
      losses += 1
      if losses > 20 && (rank == "all" || rank == "\(group.rank)") {
        throw Failure(description: "no more batches")
      }
      return try Training.loss(model, batch)
    }
  }
}

/// A training that takes part in everything: dropout, batch norm, momentum, callbacks, checkpoints.
struct Training {
  private let output: URL
  private let checkpoints: CheckpointFolder?
  private let shards: Int
  private let steps: Int

  /// `train <output> <shards> <steps> [<checkpoints>]`.
  init(_ arguments: [String]) throws {
    output = URL(filePath: arguments[1])
    shards = Int(arguments[2])!
    steps = Int(arguments[3])!
    checkpoints =
      arguments.count > 4 ? CheckpointFolder(URL(filePath: arguments[4]), keep: 2) : nil
  }

  static func model() throws -> Sequential {
    var model = Sequential {
      Dense(24, activation: .tanh, weightRegularizer: .l2(1e-3))
      BatchNorm()
      // More scalars than go in one block.
      Dense(640, activation: .relu)
      Dense(640, activation: .relu)
      Dropout(0.2)
      Dense(1, activation: .sigmoid)
    }
    try model.build(for: [2], seed: 3)
    return model
  }

  static let batches = Batches(seed: 4, itemsPerBatch: 6) { _, random in
    Tensor.normal([6, 2], using: &random)
  }

  static func loss(_ model: Sequential, _ points: Tensor) throws -> Tensor {
    let isFar = points.square().sum(axes: [1]).reshaped(to: [points.shape[0], 1]) .> 1
    return binaryCrossEntropy(model(points), isFar)
  }

  func run(_ group: DistributedGroup) throws {
    var (model, optimizer) = (try Self.model(), Adam(learningRate: 0.003))
    // As the others must learn the first weights of the first process.
    if !group.isFirst { try model.randomize() }
    let plan = TrainingPlan(
      steps: steps, stepsPerEpoch: 10, seed: 5, checkpoints: checkpoints, every: .steps(3),
      shards: shards, group: group)
    let history = try fit(
      &model, with: &optimizer, on: Self.batches, plan: plan,
      callbacks: [Halving(), InterruptHandler()], loss: Self.loss
    ) { model in
      [.oneShotAccuracy: Double(model(Tensor([[0.5, 0.5]])).item)]
    }
    let weights = model.values.tensors.flatMap { $0.scalars.map(\.bitPattern) }
    guard Set(try group.gather(weights.hashValue(seed: 7))).count == 1 else {
      throw DistributedError.disagreement("weights", found: [])
    }
    guard history == (try group.broadcast(history)) else {
      throw DistributedError.disagreement("history", found: ["\(group.rank): \(history)"])
    }
    if group.isFirst { try model.saveWeights(to: output) }
  }
}

/// A callback with a state, which changes the rate and, now and then, the weights.
private struct Halving: Callback {
  var state = 0
  mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    if run.iteration.isMultiple(of: 7) { run.learningRateScale *= 0.9 }
    guard run.iteration.isMultiple(of: 11) else { return }
    model.forEachParameter { _, parameter in parameter.value = parameter.value * 0.99 }
  }
  mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    state += 1
  }
}

extension Array where Element == UInt32 {
  /// The same in all processes, as `hashValue` is not.
  fileprivate func hashValue(seed: UInt64) -> UInt64 {
    reduce(seed) { ($0 ^ UInt64($1)) &* 0x9E37_79B9_7F4A_7C15 }
  }
}

extension Sequential {
  fileprivate mutating func randomize() throws {
    var random = SeededGenerator(seed: 99)
    forEachParameter { _, parameter in
      parameter.value = Tensor.normal(parameter.value.shape, using: &random)
    }
  }
}
