import Autograd
import Basics
import Kernels
import Tensor

/// Brings each channel (the last axis) to mean 0 and variance 1, then scales and shifts it.
///
/// While a gradient is recorded it uses the batch's own mean and variance, and moves its running
/// statistics toward them: `running = momentum · running + (1 − momentum) · batch`. At inference it
/// uses the running statistics. Ioffe and Szegedy, "Batch Normalization", 2015.
///
/// If scale and shift are both frozen, as when a whole leg is, it acts as at inference throughout,
/// as in Keras: it neither uses the batch's statistics nor learns from them.
///
/// A batch with a single value for each channel has no variance: training with one stops, as in
/// PyTorch, rather than let the running variance fade to 0.
public struct BatchNorm: Layer {
  /// γ, `[channels]`, at first 1.
  public var scale = Parameter()
  /// β, `[channels]`, at first 0.
  public var shift = Parameter()
  /// The running mean, `[channels]`, at first 0.
  public var runningMean = Parameter(.statistic)
  /// The running variance, `[channels]`, at first 1.
  public var runningVariance = Parameter(.statistic)
  /// How much of the running statistics a step keeps.
  public let momentum: Float
  /// Added to the variance.
  public let epsilon: Float
  /// Which variance enters the running statistics.
  public let runningEstimate: VarianceEstimate

  /// How a batch's variance is estimated for the running statistics.
  public enum VarianceEstimate: String, Sendable, Hashable, Codable {
    /// Divided by n, as in Keras.
    case biased
    /// Divided by n − 1, as in PyTorch.
    case unbiased
  }

  /// A layer with PyTorch's momentum, which it writes as 1 − momentum, and Keras's epsilon and
  /// estimate; PyTorch's are 1e-5 and unbiased.
  ///
  /// - Parameters:
  ///   - momentum: How much of the running statistics a step keeps; default 0.9. Keras's 0.99 suits
  ///     trainings of many thousands of steps: in shorter ones the running statistics stay behind the
  ///     network.
  ///   - epsilon: Added to the variance; default 0.001.
  ///   - runningEstimate: Which variance enters the running statistics; default biased.
  public init(
    momentum: Float = 0.9, epsilon: Float = 1e-3, runningEstimate: VarianceEstimate = .biased
  ) {
    require((0...1).contains(momentum), "BatchNorm: expected momentum in 0...1, got \(momentum)")
    require(epsilon > 0, "BatchNorm: expected a positive epsilon, got \(epsilon)")
    self.momentum = momentum
    self.epsilon = epsilon
    self.runningEstimate = runningEstimate
  }

  /// Shapes the parameters for the last axis; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if the input is a scalar, or has other channels than parameters that the layer has.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank >= 1 else { throw ShapeError("BatchNorm expects channels, got a scalar") }
    let shape: Shape = [input[-1]]
    try scale.build(shape, named: "scale") { .ones(shape) }
    try shift.build(shape, named: "shift") { .zeros(shape) }
    try runningMean.build(shape, named: "runningMean") { .zeros(shape) }
    try runningVariance.build(shape, named: "runningVariance") { .ones(shape) }
    return input
  }

  /// The normalized batch, of the input's shape.
  public func callAsFunction(_ input: Tensor) -> Tensor { normalized(input, then: .bias) }

  /// The normalized batch, and what the epilogue makes of it.
  func normalized(_ input: Tensor, then epilogue: ConvolutionEpilogue) -> Tensor {
    guard let recording = Recording.current, !isFrozen else {
      let (scale, shift) = fixedTerms
      guard epilogue == .reluMaxPool else {
        return input.scaled(by: scale, shifted: shift, then: epilogue)
      }
      return MaxPool2D()(input.scaled(by: scale, shifted: shift, then: .relu))
    }
    if let rows = BatchStatistics.rows {
      return normalized(input, byFirst: rows, then: epilogue)
    }
    let samples = requireVariance(of: input)
    let (result, mean, variance) = input.batchNormalized(
      scale: scale.value, shift: shift.value, epsilon: epsilon, then: epilogue)
    let correction = runningEstimate == .unbiased ? samples / (samples - 1) : 1
    let kept = recording.latest(runningMean) * momentum
    recording.propose(kept + mean * (1 - momentum), for: runningMean)
    let keptVariance = recording.latest(runningVariance) * momentum
    recording.propose(
      keptVariance + variance * (correction * (1 - momentum)), for: runningVariance)
    return result
  }

  /// The number of values for each channel, of which there must be more than one.
  @discardableResult
  func requireVariance(of batch: Tensor) -> Float {
    let samples = Float(batch.shape.dimensions.dropLast().reduce(1, *))
    require(
      samples > 1,
      "BatchNorm: expected more than one value for each channel while training, got a batch of shape "
        + "\(batch.shape): use larger batches, or freeze the layer")
    return samples
  }

  private var isFrozen: Bool { scale.isFrozen && shift.isFrozen }

  /// Whether it uses the running statistics, so that it is one scale and one shift of each channel.
  var isFixed: Bool { Recording.current == nil || isFrozen }

  /// What it multiplies each channel by and then adds to it, by the running statistics.
  var fixedTerms: (scale: Tensor, shift: Tensor) {
    let factor = scale.value / (runningVariance.value + epsilon).sqrt()
    return (factor, shift.value - runningMean.value * factor)
  }

  /// `scale`, `shift`, `runningMean` and `runningVariance`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&scale, named: "scale")
    visitor.visit(&shift, named: "shift")
    visitor.visit(&runningMean, named: "runningMean")
    visitor.visit(&runningVariance, named: "runningVariance")
  }
}

extension BatchNorm: DescribedLayer {
  /// Momentum, epsilon and which variance is kept.
  public struct Form: Codable, Sendable {
    let momentum: Float
    let epsilon: Float
    let runningEstimate: VarianceEstimate
  }

  /// The settings.
  public var form: Form {
    Form(
      momentum: momentum, epsilon: epsilon, runningEstimate: runningEstimate)
  }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check("momentum", form.momentum, in: 0...1)
    try ArchitectureError.check("epsilon", form.epsilon, in: Float.leastNonzeroMagnitude...)
    self.init(
      momentum: form.momentum, epsilon: form.epsilon, runningEstimate: form.runningEstimate)
  }
}
