import Autograd
import Tensor

/// A 3×3 convolution, batch norm, ReLU and, if it pools, 2×2 max pooling: what the legs of the
/// recipes are made of.
///
/// ```swift
/// Sequential {
///   for filters in [16, 64, 64, 128] { ConvBlock(filters) }
///   Flatten()
/// }
/// ```
///
/// The convolution keeps height and width and has no bias, for batch norm takes any away again; its
/// weights are He normal. Snell, Swersky and Zemel, "Prototypical networks for few-shot learning",
/// 2017, section 3.1.
public struct ConvBlock: Layer {
  /// Of 3×3 filters, without a bias.
  public var convolution: Conv2D
  /// With momentum 0.9 and epsilon 1e-5.
  public var normalization: BatchNorm
  /// Halves height and width; nil if the block keeps them.
  public var pooling: MaxPool2D?

  /// A block of so many filters.
  ///
  /// - Parameters:
  ///   - filters: The number of channels of the output.
  ///   - pools: Whether height and width are halved; default true.
  public init(_ filters: Int, pools: Bool = true) {
    convolution = Conv2D(
      filters, kernel: 3, padding: .same, usesBias: false, weightInitializer: .heNormal)
    normalization = BatchNorm(momentum: 0.9, epsilon: 1e-5)
    pooling = pools ? MaxPool2D() : nil
  }

  /// `convolution`, `normalization` and `pooling`.
  public static var parts: [Part<ConvBlock>] {
    [
      Part("convolution", \.convolution), Part("normalization", \.normalization),
      Part("pooling", \.pooling),
    ]
  }

  /// Builds the parts one after another.
  ///
  /// - Throws: `ShapeError` if the input is not an image, or too small to be pooled.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let filtered = try convolution.build(named: "convolution", for: input, using: &random)
    try normalization.build(named: "normalization", for: filtered, using: &random)
    return try pooling?.build(named: "pooling", for: filtered, using: &random) ?? filtered
  }

  /// `[count, height, width, channels]` becomes `[count, rows, columns, filters]`.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let layers: [any Layer] = [convolution, normalization, Activation.relu]
    return (layers + (pooling.map { [$0] } ?? []))(input)
  }
}

extension ConvBlock: DescribedLayer {
  /// Its parts.
  public struct Form: Codable, Sendable {
    let convolution: Conv2D.Form
    let normalization: BatchNorm.Form
    let pooling: MaxPool2D.Form?
  }

  /// The settings.
  public var form: Form {
    Form(
      convolution: convolution.form, normalization: normalization.form, pooling: pooling?.form)
  }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    convolution = try Conv2D(form: form.convolution)
    normalization = try BatchNorm(form: form.normalization)
    pooling = try form.pooling.map { form throws(ArchitectureError) in try MaxPool2D(form: form) }
  }
}
