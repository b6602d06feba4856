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
  public var scale: Parameter

  /// A factor for each channel, all alike at first.
  ///
  /// - Parameter start: Where the factors begin; default 1e-6, as in ConvNeXt.
  public init(_ start: Float = 1e-6) {
    scale = Parameter { input, _ in .full([input.rank == 0 ? 1 : input[-1]], start) }
  }

  /// `scale`.
  public static var parts: [Part<LayerScale>] { [Part("scale", \.scale)] }

  /// The scaled batch, of the input's shape.
  public func callAsFunction(_ input: Tensor) -> Tensor { input * scale.value }
}
