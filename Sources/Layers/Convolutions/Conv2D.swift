import Autograd
import Basics
import Tensor

/// A two-dimensional convolution: `activation(x ∗ weight + bias)` of each image x.
///
/// ```swift
/// Conv2D(64, kernel: 10, activation: .relu)
/// Conv2D(32, kernel: (3, 5), strides: (2, 1), padding: .same)
/// Conv2D(64, kernel: 7, strides: 2, padding: .zeros(3))
/// Conv2D(64, kernel: 3, padding: .zeros(2), dilation: 2)
/// Conv2D(128, kernel: 3, padding: .same, groups: 32)
/// ```
///
/// The layer to begin with for pictures. Groups, as in ResNeXt, divide work and parameters by their
/// number; dilation sees further without more of either, where height and width must stay, as in
/// segmentation. Where each channel is a group of its own, ``DepthwiseConv2D`` says so.
public struct Conv2D: Layer {
  /// `[height, width, channels / groups, filters]`.
  public var weight: Parameter
  /// `[filters]`; nil without a bias.
  public var bias: Parameter?
  /// The number of channels of the output.
  public let filters: Int
  /// The kernel's size, strides, padding and dilation.
  public let window: SlidingWindow
  /// How many groups of neighboring channels there are, each with as many filters of its own.
  public let groups: Int
  /// Applied to the output.
  public let activation: Activation
  private let weightInitializer: Initializer
  private let biasInitializer: Initializer

  /// A layer with square kernels.
  ///
  /// - Parameters:
  ///   - filters: The number of channels of the output.
  ///   - kernel: The height and width of each filter.
  ///   - strides: Rows and columns between neighboring positions; default 1.
  ///   - padding: What lies around the image; default nothing.
  ///   - dilation: The distance between neighboring rows and columns of a filter on the image;
  ///     default 1.
  ///   - groups: How many groups of neighboring channels there are, each with as many filters of
  ///     its own; default 1. It must divide `filters`, and the channels of the input.
  ///   - activation: Applied to the output; default none.
  ///   - usesBias: Whether a bias is added; default true.
  ///   - weightInitializer: Default Glorot uniform.
  ///   - biasInitializer: Default zeros.
  ///   - weightRegularizer: A penalty on the weight; default none.
  public init(
    _ filters: Int, kernel: Int, strides: Int = 1, padding: Padding = .valid, dilation: Int = 1,
    groups: Int = 1, activation: Activation = .linear, usesBias: Bool = true,
    weightInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
    weightRegularizer: Regularizer? = nil
  ) {
    self.init(
      filters, kernel: (kernel, kernel), strides: (strides, strides), padding: padding,
      dilation: (dilation, dilation), groups: groups, activation: activation, usesBias: usesBias,
      weightInitializer: weightInitializer,
      biasInitializer: biasInitializer, weightRegularizer: weightRegularizer)
  }

  /// A layer with rectangular kernels; the other parameters are as for square ones.
  public init(
    _ filters: Int, kernel: (height: Int, width: Int),
    strides: (height: Int, width: Int) = (1, 1), padding: Padding = .valid,
    dilation: (height: Int, width: Int) = (1, 1), groups: Int = 1, activation: Activation = .linear,
    usesBias: Bool = true,
    weightInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
    weightRegularizer: Regularizer? = nil
  ) {
    require(filters > 0, "Conv2D: expected a positive number of filters, got \(filters)")
    require(
      groups > 0 && filters.isMultiple(of: groups),
      "Conv2D: expected groups that divide \(filters) filters, got \(groups)")
    self.filters = filters
    self.groups = groups
    window = SlidingWindow(
      kernel: kernel, strides: strides, padding: padding, dilation: dilation)
    self.activation = activation
    self.weightInitializer = weightInitializer
    self.biasInitializer = biasInitializer
    weight = Parameter(regularizer: weightRegularizer)
    bias = usesBias ? Parameter() : nil
  }

  /// Shapes the filters: `[height, width, channels]` becomes `[rows, columns, filters]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image that the window fits, or its channels are
  ///   not divided by the groups, or filters that the layer has do not fit it.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let output = try window.outputSize(for: input, layer: "Conv2D(\(filters))")
    guard input[2].isMultiple(of: groups) else {
      throw ShapeError(
        "Conv2D(\(filters)) in \(groups) groups expects channels that \(groups) divides, got \(input)"
      )
    }
    let shape: Shape = [window.kernel.height, window.kernel.width, input[2] / groups, filters]
    try weight.build(shape, named: "weight") { weightInitializer(shape, using: &random) }
    try bias?.build([filters], named: "bias") { biasInitializer([filters], using: &random) }
    return [output.height, output.width, filters]
  }

  /// `[count, height, width, channels]` becomes `[count, rows, columns, filters]`.
  public func callAsFunction(_ input: Tensor) -> Tensor { convolved(input) }

  /// `weight` is a kernel.
  public static func axes(of parameter: String) -> ParameterAxes {
    parameter == "weight" ? .kernel : .same
  }

  /// `weight` and `bias`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, named: "weight")
    if bias != nil { visitor.visit(&bias!, named: "bias") }
  }
}

extension Conv2D: DescribedLayer {
  /// Filters, window, groups, activation and whether there is a bias.
  public struct Form: Codable, Sendable {
    let filters: Int
    let window: WindowForm
    let groups: Int
    let activation: Activation
    let usesBias: Bool
  }

  /// The settings.
  public var form: Form {
    Form(
      filters: filters, window: WindowForm(window), groups: groups, activation: activation,
      usesBias: bias != nil)
  }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check(("filters", form.filters, 1), ("groups", form.groups, 1))
    guard form.filters.isMultiple(of: form.groups) else {
      throw ArchitectureError(
        found: "\(form.groups) groups", expected: "groups that divide \(form.filters) filters")
    }
    let window = try form.window.window
    self.init(
      form.filters, kernel: window.kernel, strides: window.strides, padding: window.padding,
      dilation: window.dilation, groups: form.groups, activation: form.activation,
      usesBias: form.usesBias)
  }
}
