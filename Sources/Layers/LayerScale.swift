import Autograd
import Tensor

/// Scales each channel (the last axis) by a learned factor that begins near 0.
///
/// Use it as the last of the layers of a ``Residual`` in deep networks without batch norm, such as
/// ConvNeXt: every block is close to the identity at first. Touvron et al., "Going deeper with image
/// transformers", 2021, eq. 2.
///
/// ```swift
/// Residual {
///   DepthwiseConv2D(kernel: 7, padding: .same)
///   LayerNorm()
///   LayerScale()
/// }
/// ```
public struct LayerScale: Layer {
  /// `[channels]`.
  public var scale = Parameter()
  private let start: Float

  /// A factor for each channel, all alike at first.
  ///
  /// - Parameter start: Where the factors begin; default 1e-6, as in ConvNeXt.
  public init(_ start: Float = 1e-6) { self.start = start }

  /// `scale`.
  public static var parts: [Part<LayerScale>] { [Part("scale", \.scale)] }

  /// Shapes the factors for the last axis; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if factors that the layer has are of other channels.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let shape: Shape = [input.rank == 0 ? 1 : input[-1]]
    try scale.build(shape, named: "scale") { .full(shape, start) }
    return input
  }

  /// The scaled batch, of the input's shape.
  public func callAsFunction(_ input: Tensor) -> Tensor { input * scale.value }
}

extension LayerScale: DescribedLayer {
  /// Where the factors begin.
  public struct Form: Codable, Sendable {
    let start: Float
  }

  /// The settings.
  public var form: Form { Form(start: start) }

  /// A layer of such settings.
  public init(form: Form) {
    self.init(form.start)
  }
}
