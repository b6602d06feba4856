import Autograd
import Kernels
import Tensor

/// A function of each scalar, or of each row, that a layer applies to its output; also a layer of its
/// own.
///
/// ```swift
/// Dense(64, activation: .relu)
/// Sequential { Dense(64); Activation.leakyReLU(slope: 0.2) }
/// Activation("mish") { $0 * $0.softplus().tanh() }
/// ```
public struct Activation: Layer {
  /// The name, as it is printed.
  public let name: String
  private let function: @Sendable (Tensor) -> Tensor
  /// What convolutions, batch norm and sums apply themselves; nil if they cannot.
  let epilogue: ConvolutionEpilogue?

  /// Whether this is max(x, 0).
  var isReLU: Bool { epilogue == .relu }

  /// An activation of your own; it must keep the shape.
  public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
    self.init(name, nil, function)
  }

  private init(
    _ name: String, _ epilogue: ConvolutionEpilogue?,
    _ function: @escaping @Sendable (Tensor) -> Tensor
  ) {
    self.name = name
    self.epilogue = epilogue
    self.function = function
  }

  /// The input itself.
  public static let linear = Activation("linear", .bias) { $0 }
  /// max(x, 0).
  public static let relu = Activation("relu", .relu) { $0.relu() }
  /// 1 / (1 + e⁻ˣ).
  public static let sigmoid = Activation("sigmoid") { $0.sigmoid() }
  /// tanh(x).
  public static let tanh = Activation("tanh") { $0.tanh() }
  /// log(1 + eˣ).
  public static let softplus = Activation("softplus") { $0.softplus() }
  /// eˣ / Σ eˣ along the last axis.
  public static let softmax = Activation("softmax") { $0.softmax() }
  /// min(max(x, 0), 6), of MobileNetV2: for networks that will compute with few bits.
  public static let relu6 = Activation("relu6", .relu6) { $0.relu6() }
  /// x / (1 + e⁻ˣ), also called swish, of EfficientNet: smooth, and often better than ReLU in deep
  /// networks.
  public static let silu = Activation("silu") { $0.silu() }
  /// x · Φ(x) with the normal distribution's Φ, of transformers and ConvNeXt.
  public static let gelu = Activation("gelu") { $0.gelu() }
  /// GELU by tanh: for weights that were trained with it, as GPT-2's.
  public static let geluTanh = Activation("geluTanh") { $0.geluTanh() }
  /// min(max(x / 6 + 1/2, 0), 1), of MobileNetV3: a gate without an exponential.
  public static let hardSigmoid = Activation("hardSigmoid") { $0.hardSigmoid() }
  /// x times its hard sigmoid, of MobileNetV3: nearly SiLU, without an exponential.
  public static let hardSwish = Activation("hardSwish") { $0.hardSwish() }
  /// x where x > 0, `alpha` · (eˣ − 1) below, so that means are near 0 without batch norm; default
  /// alpha 1.
  public static func elu(alpha: Float = 1) -> Activation {
    Activation("elu(\(alpha))") { $0.elu(alpha: alpha) }
  }
  /// x where x ≥ 0, `slope` · x below; default slope 0.01. With a slope that is learned it is ``PReLU``.
  public static func leakyReLU(slope: Float = 0.01) -> Activation {
    Activation("leakyReLU(\(slope))", slope < 0 ? nil : .leakyReLU(slope: slope)) {
      $0.leakyReLU(slope: slope)
    }
  }

  /// Leaves the shape as it is.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape { input }

  /// The function's value.
  public func callAsFunction(_ input: Tensor) -> Tensor { function(input) }
}
