import Autograd
import Basics
import Tensor

/// Brings each vector along the last axis to mean 0 and variance 1, then scales and shifts each of its
/// scalars.
///
/// Use it in transformers and on vectors. On images it normalizes each pixel over its channels, as
/// ConvNeXt does; for whole images use `GroupNorm(1)`. Ba, Kiros and Hinton, "Layer normalization", 2016,
/// eq. 3.
public struct LayerNorm: Layer {
  /// γ, `[channels]`, at first 1.
  public var scale = Parameter()
  /// β, `[channels]`, at first 0.
  public var shift = Parameter()
  /// Added to the variance.
  public let epsilon: Float

  /// A layer whose parameters have the length of the last axis.
  ///
  /// - Parameter epsilon: Added to the variance; default 1e-5, as in PyTorch.
  public init(epsilon: Float = 1e-5) {
    require(epsilon > 0, "LayerNorm: expected a positive epsilon, got \(epsilon)")
    self.epsilon = epsilon
  }

  /// Shapes the parameters for the last axis; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if the input is a scalar, or has another last axis than parameters that the
  ///   layer has.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank >= 1 else { throw ShapeError("LayerNorm expects vectors, got a scalar") }
    let shape: Shape = [input[-1]]
    try scale.build(shape, named: "scale") { .ones(shape) }
    try shift.build(shape, named: "shift") { .zeros(shape) }
    return input
  }

  /// The normalized vectors, of the input's shape.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.layerNormalized(scale: scale.value, shift: shift.value, epsilon: epsilon)
  }

  /// `scale` and `shift`.
  public static var parts: [Part<LayerNorm>] { [Part("scale", \.scale), Part("shift", \.shift)] }
}

extension LayerNorm: DescribedLayer {
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
