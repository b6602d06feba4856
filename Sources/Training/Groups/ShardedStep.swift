import Autograd
import Tensor

/// How a step's batch is cut into shards, which of them this process computes, and how all become one.
struct ShardedStep {
  let tree: ShardTree
  let group: (any TrainingGroup)?
  private let seed: UInt64
  private let parts: [ShardTree.Branch]
  /// The shards of this process, in the order in which they are computed.
  private let shards: [Int]
  /// The group, if it exchanges gradients while the last shard goes backward.
  private let overlapping: (any OverlappingGroup)?
  /// What it exchanges when; nil until the first step is done.
  private var schedule: GradientSchedule?

  init(_ plan: TrainingPlan) {
    tree = ShardTree(shards: plan.shards)
    group = plan.group
    seed = plan.seed
    let tree = tree
    parts = tree.parts(of: plan.group?.rank ?? 0, count: plan.group?.count ?? 1)
    shards = parts.flatMap(tree.shards)
    let overlapping = plan.group as? any OverlappingGroup
    self.overlapping = overlapping.flatMap { $0.overlaps && $0.count > 1 ? $0 : nil }
  }

  /// Whether a step is one batch, as most are.
  var isWhole: Bool { tree.shards == 1 && group == nil }

  /// The number, among those of all processes, of the batch that this one computes as its own number n.
  func number(of own: Int) -> Int {
    let (step, index) = own.quotientAndRemainder(dividingBy: shards.count)
    return step * tree.shards + shards[index]
  }

  /// The mean loss and gradients of all shards of a step, whose new statistics the model gets.
  ///
  /// - Parameters:
  ///   - model: The model; only its statistics change.
  ///   - step: The number of the step, from 0.
  ///   - shard: The loss and the gradients of the batch of the given number of this process's own.
  mutating func callAsFunction<Model: Parameterized>(
    _ model: inout Model, _ step: Int, shard: Fitting.Step<Model>
  ) throws -> (loss: Float, gradients: Gradients) {
    if isWhole {
      var random = SeededGenerator(seed: seed, "step", step)
      return try shard(&model, step, &random, nil)
    }
    let parameters = model.parameters
    let shapes = parameters.map(\.parameter.value.shape)
    let sums = ShardSums()
    let mean: ShardResult
    if let overlapping {
      let exchange = OverlappedExchange(
        overlapping, shards: tree.shards, schedule, shapes: shapes,
        sums: shards.isEmpty ? nil : sums)
      try addShards(of: model, step, to: sums, watch: exchange.watch, shard)
      let (found, next) = try exchange.finish()
      (mean, schedule) = (found, next)
    } else {
      try addShards(of: model, step, to: sums, watch: nil, shard)
      mean = try self.mean(of: sums.takeAll(), shapes)
    }
    var index = 0
    model.forEachParameter { _, parameter in
      if let value = mean.statistics[index] { parameter.value = value }
      index += 1
    }
    return (mean.loss, Gradients(paths: parameters.map(\.path), values: mean.gradients))
  }

  /// Computes the shards of this process. Their sums are one for each of its parts, or a single one if a
  /// watch takes the gradients of the last shard.
  private func addShards<Model: Parameterized>(
    of model: Model, _ step: Int, to sums: ShardSums, watch: GradientWatch?,
    _ shard: Fitting.Step<Model>
  ) throws {
    let last = (step + 1) * shards.count - 1
    var own = step * shards.count
    for part in parts {
      try tree.sum(part) { branch -> Void? in
        guard tree.halves(of: branch) == nil else { return nil }
        var after = model
        var random = SeededGenerator(seed: seed, "step", step, branch.first)
        let (loss, gradients) = try shard(&after, own, &random, own == last ? watch : nil)
        own += 1
        sums.append(ShardResult(loss: loss, gradients, before: model, after: after))
        return ()
      } add: { _, _ in
        sums.join()
      }
      if watch != nil && sums.waiting.count > 1 { sums.join() }
    }
  }

  /// The mean of what all processes have.
  private func mean(of sums: consuming [ShardResult], _ shapes: [Shape]) throws -> ShardResult {
    guard let group, group.count > 1 else {
      var mean = sums.removeLast()
      mean.divide(by: tree.shards)
      return mean
    }
    let all = shapes + shapes
    let header = try group.mean(
      of: sums.map { [$0.header] }, over: tree, shapes: [[all.count + 1]])[0].scalars
    let places = all.indices.filter { header[$0 + 1] > 0 }
    let present = places.map { all[$0] }
    let tensors = sums.map { $0.tensors(at: places, shapes: present) }
    sums = []
    var found = [Tensor?](repeating: nil, count: all.count)
    for (place, tensor) in zip(
      places, try group.mean(of: tensors, over: tree, shapes: present))
    { found[place] = tensor }
    return ShardResult(
      loss: header[0], gradients: Array(found[..<shapes.count]),
      statistics: Array(found[shapes.count...]))
  }
}
