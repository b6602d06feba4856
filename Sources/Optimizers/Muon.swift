import Autograd
import Tensor

/// Momentum whose steps are made orthogonal: no direction of a weight matrix is changed more than another,
/// however large its gradient. Jordan et al., "Muon: an optimizer for hidden layers in neural networks",
/// 2024; scaled as in Liu et al., "Muon is scalable for LLM training", 2025, section 2.2, to the size of
/// Adam's steps, so that learning rates of ``AdamW`` suit it.
///
/// ```swift
/// var optimizer = Muon(
///   learningRate: .warmUpThenCosine(to: 0.003, over: 1000))
/// optimizer.options.layers["head"] = LayerSettings(isOrthogonalized: false)
/// ```
///
/// Filters and matrices are orthogonalized, as matrices of one column for each filter or output; biases,
/// scales, matrices of a single row or column, and whatever ``LayerSettings/isOrthogonalized`` spares take
/// steps of ``AdamW``. Spare a last layer of logits, tables of embeddings, and large dense layers: a step of
/// a matrix of `n` by `m`, `m` the smaller, takes some 20 n m² + 10 m³ operations beside the gradient's.
public struct Muon: Optimizer {
  /// How the parameters that are spared are changed.
  private var adam: AdamW
  /// How much of the running sum of gradients a step keeps, in 0 ..< 1.
  public var momentum: Float
  /// Whether a step looks ahead by the momentum.
  public var nesterov: Bool

  /// An optimizer for models of any kind.
  ///
  /// - Parameters:
  ///   - learningRate: The length of a step; default 0.001.
  ///   - momentum: How much of the running sum of gradients a step keeps, in 0 ..< 1; default 0.95.
  ///   - nesterov: Whether a step looks ahead by the momentum; default yes.
  ///   - weightDecay: How much of each weight a step takes away, times the learning rate; default 0. PyTorch has
  ///     0.1 and Keras 0.004.
  ///   - beta1: AdamW's, of the parameters that are spared; default 0.9.
  ///   - beta2: AdamW's; default 0.999.
  ///   - epsilon: AdamW's; default 1e-8.
  ///   - clipNorm: The largest norm of all gradients together; default no limit.
  public init(
    learningRate: Schedule = 0.001, momentum: Float = 0.95, nesterov: Bool = true,
    weightDecay: Float = 0, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8,
    clipNorm: Float? = nil
  ) {
    adam = AdamW(
      learningRate: learningRate, weightDecay: weightDecay, beta1: beta1, beta2: beta2,
      epsilon: epsilon, clipNorm: clipNorm)
    self.momentum = momentum
    self.nesterov = nesterov
    requireSoundSettings(at: 0)
  }

  /// How much of each weight a step takes away, times the learning rate; not negative.
  public var weightDecay: Float {
    get { adam.weightDecay }
    set { adam.weightDecay = newValue }
  }

  /// The learning rate and what else every optimizer has.
  public var options: OptimizerOptions {
    get { adam.options }
    set { adam.options = newValue }
  }

  /// What the steps remember, and the number of steps taken.
  public var state: OptimizerState {
    get { adam.state }
    _modify { yield &adam.state }
  }

  /// One, the running sum of gradients; parameters that are spared remember a second from their first step on.
  public var momentCount: Int { 1 }

  private func requireSoundSettings(at iteration: Int) {
    adam.requireSoundSettings(at: iteration)
    requireSound(momentum, "Muon's momentum", atLeast: 0, below: 1)
  }

  /// Takes the step of one parameter.
  public func step(
    _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor], at point: StepContext
  ) {
    requireSoundSettings(at: point.iteration)
    let shape = weight.shape
    let columns = shape.dimensions.last ?? 1
    let rows = shape.count / max(1, columns)
    guard min(rows, columns) > 1, point.isOrthogonalized ?? true else {
      while moments.count < adam.momentCount { moments.append(.zeros(shape)) }
      return adam.step(&weight, along: gradient, moments: &moments, at: point)
    }
    let momentum = point.momentum ?? momentum
    moments[0] = moments[0] * momentum + gradient
    let sum = nesterov ? moments[0] * momentum + gradient : moments[0]
    let size = Float(max(rows, columns))
    let rate = point.learningRate
    // The root mean square of Adam's steps is about 0.2 times the rate.
    let step = orthogonalized(sum.reshaped(to: [rows, columns])) * (0.2 * rate * size.squareRoot())
    weight = weight * (1 - rate * (point.weightDecay ?? weightDecay)) - step.reshaped(to: shape)
  }

  /// About U Vᵀ, if the matrix is U S Vᵀ: five Newton-Schulz iterations, with factors by which the
  /// singular values come near 1 fast, to within 0.7 and 1.2, rather than close.
  private func orthogonalized(_ matrix: Tensor) -> Tensor {
    let isTall = matrix.shape[0] > matrix.shape[1]
    var x = isTall ? matrix.transposed() : matrix
    x = x / (x.square().sum().sqrt() + 1e-7)
    for _ in 0..<5 {
      let square = x.matmul(x.transposed())
      x = x * 3.4445 + (square * -4.775 + square.matmul(square) * 2.0315).matmul(x)
    }
    return isTall ? x.transposed() : x
  }
}
