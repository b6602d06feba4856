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

  /// Builds the two convolutions one after another.
  ///
  /// - Throws: `ShapeError` if the input is not an image that the window fits.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let filtered = try depthwise.build(named: "depthwise", for: input, using: &random)
    return try pointwise.build(named: "pointwise", for: filtered, using: &random)
  }

  /// `[count, height, width, channels]` becomes `[count, rows, columns, filters]`.
  public func callAsFunction(_ input: Tensor) -> Tensor { pointwise(depthwise(input)) }
}

extension SeparableConv2D: DescribedLayer {
  /// Its two convolutions.
  public struct Form: Codable, Sendable {
    let depthwise: DepthwiseConv2D.Form
    let pointwise: Conv2D.Form
  }

  /// The settings.
  public var form: Form { Form(depthwise: depthwise.form, pointwise: pointwise.form) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    depthwise = try DepthwiseConv2D(form: form.depthwise)
    pointwise = try Conv2D(form: form.pointwise)
  }
}
