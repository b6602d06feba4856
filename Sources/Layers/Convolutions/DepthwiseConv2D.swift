import Autograd
import Basics
import Tensor

/// A convolution of each channel with filters of its own: `activation(x ∗ weight + bias)`.
///
/// ```swift
/// DepthwiseConv2D(kernel: 3, padding: .same, usesBias: false)
/// DepthwiseConv2D(kernel: 7, padding: .same)
/// ```
///
/// It looks at a pixel's surroundings for a small part of the work of a ``Conv2D``, and leaves the
/// channels apart. A 1×1 ``Conv2D`` after it, or before it too as in the blocks of MobileNet, mixes
/// them; ``SeparableConv2D`` is the two in one. Use it where a network must be small or fast, or its
/// kernels large. Howard et al., "MobileNets", 2017, section 3.1.
public struct DepthwiseConv2D: Layer {
  /// `[height, width, channels, multiplier]`.
  public var weight: Parameter
  /// `[channels · multiplier]`; nil without a bias.
  public var bias: Parameter?
  /// Filters for each channel.
  public let multiplier: Int
  /// The kernel's size, strides, padding and dilation.
  public let window: SlidingWindow
  /// Applied to the output.
  public let activation: Activation
  private let weightInitializer: Initializer
  private let biasInitializer: Initializer

  /// A layer with square kernels.
  ///
  /// - Parameters:
  ///   - kernel: The height and width of each filter.
  ///   - strides: Rows and columns between neighboring positions; default 1.
  ///   - padding: What lies around the image; default nothing.
  ///   - dilation: The distance between neighboring rows and columns of a filter on the image;
  ///     default 1.
  ///   - multiplier: Filters for each channel; default 1.
  ///   - activation: Applied to the output; default none.
  ///   - usesBias: Whether a bias is added; default true.
  ///   - weightInitializer: Default Glorot uniform, with the fans of a weight
  ///     `[height, width, channels, multiplier]` as in Keras.
  ///   - biasInitializer: Default zeros.
  ///   - weightRegularizer: A penalty on the weight; default none.
  public init(
    kernel: Int, strides: Int = 1, padding: Padding = .valid, dilation: Int = 1,
    multiplier: Int = 1, activation: Activation = .linear, usesBias: Bool = true,
    weightInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
    weightRegularizer: Regularizer? = nil
  ) {
    require(
      multiplier > 0, "DepthwiseConv2D: expected a positive multiplier, got \(multiplier)")
    self.multiplier = multiplier
    window = SlidingWindow(
      kernel: (kernel, kernel), strides: (strides, strides), padding: padding,
      dilation: (dilation, dilation))
    self.activation = activation
    self.weightInitializer = weightInitializer
    self.biasInitializer = biasInitializer
    weight = Parameter(regularizer: weightRegularizer)
    bias = usesBias ? Parameter() : nil
  }

  /// Shapes the filters: `[height, width, channels]` becomes `[rows, columns, channels · multiplier]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image that the window fits, or filters that the
  ///   layer has do not fit it.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let output = try window.outputSize(for: input, layer: "DepthwiseConv2D")
    let shape: Shape = [window.kernel.height, window.kernel.width, input[2], multiplier]
    let filters = input[2] * multiplier
    try weight.build(shape, named: "weight") { weightInitializer(shape, using: &random) }
    try bias?.build([filters], named: "bias") { biasInitializer([filters], using: &random) }
    return [output.height, output.width, filters]
  }

  /// `[count, height, width, channels]` becomes `[count, rows, columns, channels · multiplier]`.
  public func callAsFunction(_ input: Tensor) -> Tensor { convolved(input) }

  /// `weight` is a depthwise kernel.
  public static func axes(of parameter: String) -> ParameterAxes {
    parameter == "weight" ? .depthwiseKernel : .same
  }

  /// `weight` and `bias`.
  public static var parts: [Part<DepthwiseConv2D>] {
    [Part("weight", \.weight), Part("bias", \.bias)]
  }
}

extension DepthwiseConv2D: DescribedLayer {
  /// Window, multiplier, activation and whether there is a bias.
  public struct Form: Codable, Sendable {
    let window: WindowForm
    let multiplier: Int
    let activation: Activation
    let usesBias: Bool
  }

  /// The settings.
  public var form: Form {
    Form(
      window: WindowForm(window), multiplier: multiplier, activation: activation,
      usesBias: bias != nil)
  }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check(("multiplier", form.multiplier, 1))
    let window = try form.window.squareWindow
    self.init(
      kernel: window.kernel.height, strides: window.strides.height, padding: window.padding,
      dilation: window.dilation.height, multiplier: form.multiplier, activation: form.activation,
      usesBias: form.usesBias)
  }
}
