import Autograd
import Basics
import Tensor

/// A transposed convolution, which enlarges images by filters that it learns; then a bias and an
/// activation.
///
/// ```swift
/// ConvTranspose2D(32, kernel: 2, strides: 2, activation: .relu)
/// ConvTranspose2D(
///   32, kernel: 3, strides: 2, padding: .zeros(1), outputPadding: 1)
/// ```
///
/// Each pixel spreads a filter over the output, as the gradient of a ``Conv2D`` with the same kernel,
/// strides and padding does. Use it where an image is made from features: in decoders, for segmentation.
/// A kernel that the stride does not divide covers some pixels more often than others and draws
/// checkerboards; ``UpSample2D`` before a `Conv2D` does not. Zeiler et al., "Deconvolutional networks",
/// 2010.
public struct ConvTranspose2D: Layer {
  /// `[height, width, filters, channels]`, as in Keras.
  public var weight: Parameter
  /// `[filters]`; nil without a bias.
  public var bias: Parameter?
  /// The number of channels of the output.
  public let filters: Int
  /// The kernel's size, strides and padding, of the convolution whose gradient this is.
  public let window: SlidingWindow
  /// Rows below and columns right of the output that no whole stride fills.
  public let outputPadding: Int
  /// Applied to the output.
  public let activation: Activation
  private let weightInitializer: Initializer
  private let biasInitializer: Initializer

  /// A layer with square kernels.
  ///
  /// - Parameters:
  ///   - filters: The number of channels of the output.
  ///   - kernel: The height and width of each filter.
  ///   - strides: Rows and columns of the output between neighboring pixels; default 1.
  ///   - padding: What is cut off the output; default nothing. With `.same`, height and width become
  ///     `strides` times what they were.
  ///   - outputPadding: Rows below and columns right that the output has more, PyTorch's
  ///     `output_padding`; smaller than the strides; default 0.
  ///   - activation: Applied to the output; default none.
  ///   - usesBias: Whether a bias is added; default true.
  ///   - weightInitializer: Default Glorot uniform.
  ///   - biasInitializer: Default zeros.
  ///   - weightRegularizer: A penalty on the weight; default none.
  public init(
    _ filters: Int, kernel: Int, strides: Int = 1, padding: Padding = .valid,
    outputPadding: Int = 0, activation: Activation = .linear, usesBias: Bool = true,
    weightInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
    weightRegularizer: Regularizer? = nil
  ) {
    require(filters > 0, "ConvTranspose2D: expected a positive number of filters, got \(filters)")
    require(
      0..<max(strides, 1) ~= outputPadding,
      "ConvTranspose2D: expected output padding smaller than the strides \(strides), got "
        + "\(outputPadding)")
    self.filters = filters
    window = SlidingWindow(
      kernel: (kernel, kernel), strides: (strides, strides), padding: padding)
    self.outputPadding = outputPadding
    self.activation = activation
    self.weightInitializer = weightInitializer
    self.biasInitializer = biasInitializer
    weight = Parameter(regularizer: weightRegularizer)
    bias = usesBias ? Parameter() : nil
  }

  /// Shapes the filters: `[height, width, channels]` becomes `[rows, columns, filters]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image, or padding cuts everything off, or filters
  ///   that the layer has do not fit it.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 3 else {
      throw ShapeError(
        "ConvTranspose2D(\(filters)) expects images [height, width, channels], got \(input)")
    }
    guard
      let output = window.inputSize(
        height: input[0], width: input[1], outputPadding: (outputPadding, outputPadding))
    else {
      throw ShapeError(
        "ConvTranspose2D(\(filters)) has no such output for images \(input): its padding "
          + "\(window.padding) leaves nothing of them")
    }
    let shape: Shape = [window.kernel.height, window.kernel.width, filters, input[2]]
    try weight.build(shape, named: "weight") { weightInitializer(shape, using: &random) }
    try bias?.build([filters], named: "bias") { biasInitializer([filters], using: &random) }
    return [output.height, output.width, filters]
  }

  /// `[count, height, width, channels]` becomes `[count, rows, columns, filters]`.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    activation(
      input.transposeConvolved(
        with: weight.value, bias: bias?.value, strides: window.strides, padding: window.padding,
        outputPadding: (outputPadding, outputPadding)))
  }

  /// `weight` is a transposed kernel.
  public static func axes(of parameter: String) -> ParameterAxes {
    parameter == "weight" ? .transposedKernel : .same
  }

  /// `weight` and `bias`.
  public static var parts: [Part<ConvTranspose2D>] {
    [Part("weight", \.weight), Part("bias", \.bias)]
  }
}

extension ConvTranspose2D: DescribedLayer {
  /// Filters, window, output padding, activation and whether there is a bias.
  public struct Form: Codable, Sendable {
    let filters: Int
    let window: WindowForm
    let outputPadding: Int
    let activation: Activation
    let usesBias: Bool
  }

  /// The settings.
  public var form: Form {
    Form(
      filters: filters, window: WindowForm(window), outputPadding: outputPadding,
      activation: activation, usesBias: bias != nil)
  }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    let window = try form.window.squareWindow
    try ArchitectureError.check(("filters", form.filters, 1))
    guard 0..<window.strides.height ~= form.outputPadding else {
      throw ArchitectureError(
        found: "output padding \(form.outputPadding)",
        expected: "output padding smaller than the strides \(window.strides.height)")
    }
    self.init(
      form.filters, kernel: window.kernel.height, strides: window.strides.height,
      padding: window.padding, outputPadding: form.outputPadding, activation: form.activation,
      usesBias: form.usesBias)
  }
}
