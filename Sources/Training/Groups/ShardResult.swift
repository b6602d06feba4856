import Autograd
import Basics
import Kernels
import Tensor

/// What one shard of a batch gives, or the sum of several.
struct ShardResult {
  var loss: Float
  /// The gradient of each parameter, nil where there is none.
  var gradients: [Tensor?]
  /// The new value of each statistic that the layers keep, nil for other parameters.
  var statistics: [Tensor?]

  init(loss: Float, gradients: [Tensor?], statistics: [Tensor?]) {
    (self.loss, self.gradients, self.statistics) = (loss, gradients, statistics)
  }

  /// What a shard changed of a model, besides its gradients.
  init(
    loss: Float, _ gradients: Gradients, before: some Parameterized, after: some Parameterized
  ) {
    self.init(
      loss: loss, gradients: gradients.values,
      statistics: zip(before.parameters, after.parameters).map { before, after in
        after.parameter.value.isSameMemory(as: before.parameter.value)
          ? nil : after.parameter.value
      })
  }

  mutating func add(_ other: consuming ShardResult) {
    loss += other.loss
    for index in gradients.indices { gradients[index].add(other.gradients[index]) }
    for index in statistics.indices { statistics[index].add(other.statistics[index]) }
  }

  /// Makes the mean of a sum.
  mutating func divide(by count: Int) {
    if count == 1 { return }
    let factor = 1 / Float(count)
    loss *= factor
    for index in gradients.indices { gradients[index]?.scale(by: factor) }
    for index in statistics.indices { statistics[index]?.scale(by: factor) }
  }
}

extension ShardResult {
  /// The loss, and a 1 for each tensor that there is: what processes tell each other first, as they must
  /// agree on what else they exchange.
  var header: Tensor {
    let flags = (gradients + statistics).map { $0 == nil ? 0 : 1 as Float }
    return Tensor([loss] + flags, shape: [flags.count + 1])
  }

  /// The tensors at the given places of all gradients and then all statistics.
  ///
  /// What is missing is negative zeros, to which a number can be added without any change to its bits.
  func tensors(at places: [Int], shapes: [Shape]) -> [Tensor] {
    let all = gradients + statistics
    return zip(places, shapes).map { place, shape in
      all[place] ?? Tensor.full(shape, -0.0)
    }
  }
}

extension Tensor {
  /// Whether nobody wrote to one of the two since it was copied from the other.
  func isSameMemory(as other: Tensor) -> Bool {
    withUnsafeScalars { a in other.withUnsafeScalars { b in a.baseAddress == b.baseAddress } }
  }

  fileprivate mutating func scale(by factor: Float) {
    let count = count
    mutateScalars { scalars in Kernels.scale(scalars, by: factor, count: count) }
  }
}

extension Tensor? {
  /// What is missing counts as zero.
  mutating func add(_ other: consuming Tensor?) {
    guard let other else { return }
    // Taken out, so that it is written in place.
    guard var sum = take() else {
      self = other
      return
    }
    require(
      sum.shape == other.shape, "shards: gradients of shapes \(sum.shape) and \(other.shape)")
    let count = sum.count
    sum.mutateScalars { sum in
      withScalars(other) { accumulate($0, into: sum, count: count) }
    }
    self = sum
  }
}
