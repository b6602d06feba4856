import Autograd
import Tensor

/// A convolution in two steps: each channel by itself, then a mixture of the channels at each pixel.
///
/// ```swift
/// SeparableConv2D(64, kernel: 3, padding: .same, activation: .relu)
/// ```
///
/// It stands in for a ``Conv2D`` of as many filters where a network must be small: with 3×3 kernels
/// it takes about a ninth of the work and of the parameters, for a little less accuracy. Chollet,
/// "Xception: Deep learning with depthwise separable convolutions", 2017, section 2.
public struct SeparableConv2D: Layer {
  /// What looks at the surroundings of a pixel, without a bias.
  public var depthwise: DepthwiseConv2D
  /// What mixes the channels, 1×1, with the bias and the activation.
  public var pointwise: Conv2D

  /// A layer with square kernels.
  ///
  /// - Parameters:
  ///   - filters: The number of channels of the output.
  ///   - kernel: The height and width of the filters of each channel.
  ///   - strides: Rows and columns between neighboring positions; default 1.
  ///   - padding: What lies around the image; default nothing.
  ///   - dilation: The distance between neighboring rows and columns of a filter on the image;
  ///     default 1.
  ///   - multiplier: Filters for each channel before the mixture; default 1.
  ///   - activation: Applied to the output; default none.
  ///   - usesBias: Whether a bias is added; default true.
  public init(
    _ filters: Int, kernel: Int, strides: Int = 1, padding: Padding = .valid, dilation: Int = 1,
    multiplier: Int = 1, activation: Activation = .linear, usesBias: Bool = true
  ) {
    depthwise = DepthwiseConv2D(
      kernel: kernel, strides: strides, padding: padding, dilation: dilation,
      multiplier: multiplier, usesBias: false)
    pointwise = Conv2D(filters, kernel: 1, activation: activation, usesBias: usesBias)
  }

  /// `depthwise` and `pointwise`.
  public static var parts: [Part<SeparableConv2D>] {
    [Part("depthwise", \.depthwise), Part("pointwise", \.pointwise)]
  }

  /// `[count, height, width, channels]` becomes `[count, rows, columns, filters]`.
  public func callAsFunction(_ input: Tensor) -> Tensor { pointwise(depthwise(input)) }
}
