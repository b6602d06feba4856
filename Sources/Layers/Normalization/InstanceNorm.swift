import Autograd
import Basics
import Tensor

/// Brings each channel (the last axis) of each image to mean 0 and variance 1, then scales and shifts it.
///
/// Use it where an image's contrast and color say nothing about its class, as in style transfer and
/// between domains. It keeps no statistics. Ulyanov, Vedaldi and Lempitsky, "Instance normalization",
/// 2016, eq. 3; PyTorch's `InstanceNorm2d` with `affine=True`.
public struct InstanceNorm: Layer {
  /// γ, `[channels]`, at first 1.
  public var scale = Parameter()
  /// β, `[channels]`, at first 0.
  public var shift = Parameter()
  /// Added to the variance.
  public let epsilon: Float

  /// A layer with a scale and a shift for each channel.
  ///
  /// - Parameter epsilon: Added to the variance; default 1e-5, as in PyTorch.
  public init(epsilon: Float = 1e-5) {
    require(epsilon > 0, "InstanceNorm: expected a positive epsilon, got \(epsilon)")
    self.epsilon = epsilon
  }

  /// Shapes the parameters for the last axis; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if a channel has no more than one scalar in each sample, or parameters that the
  ///   layer has are of other channels.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank >= 2, input.count != input[-1] else {
      throw ShapeError(
        "InstanceNorm expects several pixels [height, width, channels], got \(input)")
    }
    let shape: Shape = [input[-1]]
    try scale.build(shape, named: "scale") { .ones(shape) }
    try shift.build(shape, named: "shift") { .zeros(shape) }
    return input
  }

  /// The normalized images, of the input's shape.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.groupNormalized(
      groups: input.shape[-1], scale: scale.value, shift: shift.value, epsilon: epsilon)
  }

  /// `scale` and `shift`.
  public static var parts: [Part<InstanceNorm>] {
    [Part("scale", \.scale), Part("shift", \.shift)]
  }
}

extension InstanceNorm: DescribedLayer {
  /// Epsilon.
  public struct Form: Codable, Sendable {
    let epsilon: Float
  }

  /// The settings.
  public var form: Form { Form(epsilon: epsilon) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check("epsilon", form.epsilon, in: Float.leastNonzeroMagnitude...)
    self.init(epsilon: form.epsilon)
  }
}
