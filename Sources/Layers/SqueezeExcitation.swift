import Autograd
import Tensor

/// Scales each channel of an image by a gate from 0 to 1, which two dense layers compute from the means
/// of all channels: `input · expand(reduce(mean))`.
///
/// Use it as the last layer within a ``Residual``, or after the depthwise convolutions of MobileNetV3 and
/// EfficientNet: it lets the network weigh its channels image by image, for few operations.
///
/// ```swift
/// SqueezeExcitation(16)
/// SqueezeExcitation(16, scaleActivation: .hardSigmoid)  // MobileNetV3
/// SqueezeExcitation(16, activation: .silu)              // EfficientNet
/// ```
///
/// Hu, Shen and Sun, "Squeeze-and-excitation networks", 2018, eq. 2 to 4; torchvision's
/// `SqueezeExcitation`, whose 1×1 convolutions `fc1` and `fc2` are `reduce` and `expand`.
public struct SqueezeExcitation: Layer {
  /// From the means of the channels to the few between, with its activation.
  public var reduce: Dense
  /// From the few to a gate for each channel, with its activation.
  public var expand: Dense

  /// A layer with so many units between.
  ///
  /// - Parameters:
  ///   - units: How many the channels are reduced to; in the paper a 16th of them.
  ///   - activation: Applied to them; default ReLU.
  ///   - scaleActivation: Makes the gates; default the sigmoid.
  public init(
    _ units: Int, activation: Activation = .relu, scaleActivation: Activation = .sigmoid
  ) {
    reduce = Dense(units, activation: activation)
    // As many units as channels, once they are known.
    expand = Dense(1, activation: scaleActivation)
  }

  /// `reduce` and `expand`.
  public static var parts: [Part<SqueezeExcitation>] {
    [Part("reduce", \.reduce), Part("expand", \.expand)]
  }

  /// Shapes the dense layers for the channels; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if the input is not an image, or has other channels than weights that the
  ///   layer has.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 3 else {
      throw ShapeError("SqueezeExcitation expects images [height, width, channels], got \(input)")
    }
    expand = expand.resized(to: input[2])
    let reduced = try reduce.build(named: "reduce", for: [input[2]], using: &random)
    try expand.build(named: "expand", for: reduced, using: &random)
    return input
  }

  /// The images with their channels scaled.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let gates = expand(reduce(input.globalAveragePooled()))
    return input * gates.reshaped(to: [input.shape[0], 1, 1, input.shape[3]])
  }
}

extension SqueezeExcitation: DescribedLayer {
  /// Its dense layers.
  public struct Form: Codable, Sendable {
    let reduce: Dense.Form
    let expand: Dense.Form
  }

  /// The settings.
  public var form: Form { Form(reduce: reduce.form, expand: expand.form) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    reduce = try Dense(form: form.reduce)
    expand = try Dense(form: form.expand)
  }
}
