import Autograd
import Tensor

/// A softmax classifier while it is fitted: its weights, their velocities, and a step.
struct SoftmaxFit {
  let settings: FineTuning
  /// `[ways, size]`.
  private(set) var weight: Tensor
  /// `[ways]`; of no use to cosines.
  private(set) var bias: Tensor
  private var velocities: (weight: Tensor, bias: Tensor)?

  init(_ settings: FineTuning, weight: Tensor, bias: Tensor) {
    self.settings = settings
    self.weight = weight
    self.bias = bias
  }

  /// Weights that are uniform as those of PyTorch's `Linear`.
  init(_ settings: FineTuning, ways: Int, size: Int, using random: inout SeededGenerator) {
    let bound = 1 / Float(max(1, size)).squareRoot()
    let weight = Tensor.uniform([ways, size], in: -bound..<bound, using: &random)
    self.init(
      settings, weight: weight, bias: .uniform([ways], in: -bound..<bound, using: &random))
  }

  /// A logit for each row and class: `[count, size]` to `[count, ways]`.
  func logits(of x: Tensor) -> Tensor {
    switch settings.classifier {
    case .linear: x.matmulTransposed(weight) + bias
    case .cosine(let scale): .pairwiseCosine(x, weight) * scale
    }
  }

  /// Goes through all rows once, in the given order.
  mutating func fit(_ x: Tensor, classes: Tensor, order: [Int]) {
    for start in stride(from: 0, to: order.count, by: settings.batchSize) {
      let batch = Array(order[start..<min(order.count, start + settings.batchSize)])
      step(x.gathered(at: batch), classes: classes.gathered(at: batch))
    }
  }

  /// A step of gradient descent along the mean cross-entropy of a batch.
  private mutating func step(_ x: Tensor, classes: Tensor) {
    let slope = (logits(of: x).softmax() - classes) / Float(x.shape[0])
    let gradient: (weight: Tensor, bias: Tensor)
    switch settings.classifier {
    case .linear:
      gradient = (slope.transposed().matmul(x), slope.sum(axes: [0]))
    case .cosine(let scale):
      // Along the sphere, for the length of the weights does not matter.
      let pull = slope.transposed().matmul(x.l2Normalized()) * scale
      let direction = weight.l2Normalized()
      let outward = (pull * direction).sum(axes: [1], keepingDimensions: true)
      let length = weight.square().sum(axes: [1], keepingDimensions: true).sqrt()
      gradient = ((pull - direction * outward) / length, .zeros(bias.shape))
    }
    let full = (
      weight: gradient.weight + weight * settings.weightDecay,
      bias: gradient.bias + bias * settings.weightDecay
    )
    let share = 1 - settings.dampening
    let next =
      velocities.map {
        (
          weight: $0.weight * settings.momentum + full.weight * share,
          bias: $0.bias * settings.momentum + full.bias * share
        )
      } ?? full
    weight = weight - next.weight * settings.learningRate
    bias = bias - next.bias * settings.learningRate
    velocities = next
  }
}
