import Autograd
import Tensor

/// The exchange of one step's results, which begins while the last shard of this process goes backward.
final class OverlappedExchange {
  private let group: any OverlappingGroup
  private let shards: Int
  /// Nil in the first step, which learns it and begins nothing early.
  private let schedule: GradientSchedule?
  /// Of the tensors at all places.
  private let shapes: [Shape]
  /// What this process's shards before the last one gave; nil if it has none.
  private let sums: ShardSums?
  /// What is final, until its exchange begins.
  private var tensors: [Tensor?]
  private var isFinal: [Bool]
  private var isPresent: [Bool]
  /// The places whose tensors became final during the backward pass, in that order.
  private var told: [Int] = []
  private var means: [PendingMean] = []

  /// - Parameters:
  ///   - schedule: Nil if it is to be learned.
  ///   - shapes: The shapes of the parameters.
  ///   - sums: Where this process adds its shards; nil if it has none.
  init(
    _ group: any OverlappingGroup, shards: Int, _ schedule: GradientSchedule?, shapes: [Shape],
    sums: ShardSums?
  ) {
    (self.group, self.shards, self.schedule, self.sums) = (group, shards, schedule, sums)
    self.shapes = shapes + shapes
    tensors = Array(repeating: nil, count: 2 * shapes.count)
    isFinal = tensors.map { _ in false }
    isPresent = isFinal
  }

  /// For the last shard's backward pass.
  var watch: GradientWatch {
    GradientWatch { [self] slot, gradient in
      told.append(slot)
      settle(slot, sums?.sum(gradient, at: slot))
      beginWhatIsFinal()
    }
  }

  /// Exchanges what is left and waits for all.
  ///
  /// - Returns: The mean over all shards of all processes, and the schedule of the next step.
  func finish() throws -> (mean: ShardResult, schedule: GradientSchedule) {
    let sum = sums?.takeAll().first
    let rest = sum.map { $0.gradients + $0.statistics }
    for place in isFinal.indices where !isFinal[place] { settle(place, rest?[place]) }
    beginWhatIsFinal()
    let flags = isPresent.map { $0 ? 1 : 0 as Float }
    let header = begin(
      sum.map { [Tensor([$0.loss] + flags, shape: [flags.count + 1])] }, [[flags.count + 1]])
    var found = [Tensor?](repeating: nil, count: shapes.count)
    for (places, mean) in zip(schedule?.buckets ?? [], means) {
      for (place, tensor) in zip(places, try mean.wait()) { found[place] = tensor }
    }
    let scalars = try header.wait()[0].scalars
    // What a process has and the schedule did not know of.
    let present = shapes.indices.filter { scalars[$0 + 1] > 0 }
    let new = present.filter { schedule?.contains($0) != true }
    if !new.isEmpty {
      for (place, tensor) in zip(new, try begin(at: new).wait()) { found[place] = tensor }
    }
    for place in shapes.indices where scalars[place + 1] == 0 { found[place] = nil }
    let count = shapes.count / 2
    return (
      ShardResult(
        loss: scalars[0], gradients: Array(found[..<count]), statistics: Array(found[count...])),
      try next(present)
    )
  }

  private func settle(_ place: Int, _ tensor: consuming Tensor?) {
    isPresent[place] = tensor != nil
    isFinal[place] = true
    tensors[place] = tensor
  }

  /// Begins the next exchanges of the schedule whose tensors are final.
  private func beginWhatIsFinal() {
    guard let buckets = schedule?.buckets else { return }
    while means.count < buckets.count, buckets[means.count].allSatisfy({ isFinal[$0] }) {
      means.append(begin(at: buckets[means.count]))
    }
  }

  private func begin(at places: [Int]) -> PendingMean {
    let shapes = places.map { self.shapes[$0] }
    // A process without shards has nothing; one with some may lack a gradient.
    if sums == nil { return begin(nil, shapes) }
    return begin(
      zip(places, shapes).map { place, shape in
        // A number and −0 make that number, to the bit.
        tensors[place].take() ?? Tensor.full(shape, -0.0)
      }, shapes)
  }

  private func begin(_ sum: consuming [Tensor]?, _ shapes: [Shape]) -> PendingMean {
    group.beginMean(of: sum, over: shards, shapes: shapes)
  }

  private func next(_ present: [Int]) throws -> GradientSchedule {
    let counts = shapes.map(\.count)
    guard var schedule else {
      return GradientSchedule(
        order: try group.broadcastText(told), present: present, counts: counts)
    }
    schedule.follow(present, counts)
    return schedule
  }
}
