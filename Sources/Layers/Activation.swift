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
  package let kind: Kind

  /// Which function it is, for those who write it down.
  package enum Kind: Sendable, Hashable {
    case linear, relu, relu6, sigmoid, tanh, softplus, softmax, silu, gelu, geluTanh, hardSigmoid
    case hardSwish
    case elu(alpha: Float)
    case leakyReLU(slope: Float)
    /// One of the caller's own.
    case custom
  }

  /// What convolutions, batch norm and sums apply themselves; nil if they cannot.
  var epilogue: ConvolutionEpilogue? {
    switch kind {
    case .linear: .bias
    case .relu: .relu
    case .relu6: .relu6
    case .leakyReLU(let slope) where slope >= 0: .leakyReLU(slope: slope)
    default: nil
    }
  }

  /// Whether this is max(x, 0).
  var isReLU: Bool { epilogue == .relu }

  /// An activation of your own; it must keep the shape.
  public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
    self.init(name, .custom, function)
  }

  private init(
    _ name: String, _ kind: Kind, _ function: @escaping @Sendable (Tensor) -> Tensor
  ) {
    self.name = name
    self.kind = kind
    self.function = function
  }

  /// The input itself.
  public static let linear = Activation("linear", .linear) { $0 }
  /// max(x, 0).
  public static let relu = Activation("relu", .relu) { $0.relu() }
  /// 1 / (1 + e⁻ˣ).
  public static let sigmoid = Activation("sigmoid", .sigmoid) { $0.sigmoid() }
  /// tanh(x).
  public static let tanh = Activation("tanh", .tanh) { $0.tanh() }
  /// log(1 + eˣ).
  public static let softplus = Activation("softplus", .softplus) { $0.softplus() }
  /// eˣ / Σ eˣ along the last axis.
  public static let softmax = Activation("softmax", .softmax) { $0.softmax() }
  /// min(max(x, 0), 6), of MobileNetV2: for networks that will compute with few bits.
  public static let relu6 = Activation("relu6", .relu6) { $0.relu6() }
  /// x / (1 + e⁻ˣ), also called swish, of EfficientNet: smooth, and often better than ReLU in deep
  /// networks.
  public static let silu = Activation("silu", .silu) { $0.silu() }
  /// x · Φ(x) with the normal distribution's Φ, of transformers and ConvNeXt.
  public static let gelu = Activation("gelu", .gelu) { $0.gelu() }
  /// GELU by tanh: for weights that were trained with it, as GPT-2's.
  public static let geluTanh = Activation("geluTanh", .geluTanh) { $0.geluTanh() }
  /// min(max(x / 6 + 1/2, 0), 1), of MobileNetV3: a gate without an exponential.
  public static let hardSigmoid = Activation("hardSigmoid", .hardSigmoid) { $0.hardSigmoid() }
  /// x times its hard sigmoid, of MobileNetV3: nearly SiLU, without an exponential.
  public static let hardSwish = Activation("hardSwish", .hardSwish) { $0.hardSwish() }
  /// x where x > 0, `alpha` · (eˣ − 1) below, so that means are near 0 without batch norm; default
  /// alpha 1.
  public static func elu(alpha: Float = 1) -> Activation {
    Activation("elu(\(alpha))", .elu(alpha: alpha)) { $0.elu(alpha: alpha) }
  }
  /// x where x ≥ 0, `slope` · x below; default slope 0.01. With a slope that is learned it is ``PReLU``.
  public static func leakyReLU(slope: Float = 0.01) -> Activation {
    Activation("leakyReLU(\(slope))", .leakyReLU(slope: slope)) { $0.leakyReLU(slope: slope) }
  }

  /// Leaves the shape as it is.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape { input }

  /// The function's value.
  public func callAsFunction(_ input: Tensor) -> Tensor { function(input) }
}

extension Activation: DescribedLayer {
  /// Itself: by its name, with its number where it has one.
  public var form: Activation { self }

  /// The activation.
  public init(form: Activation) { self = form }
}

extension Activation: Codable {
  private static let named: [String: Activation] = Dictionary(
    uniqueKeysWithValues: [
      linear, relu, sigmoid, tanh, softplus, softmax, relu6, silu, gelu, geluTanh, hardSigmoid,
      hardSwish,
    ].map { ($0.name, $0) })

  /// The activation of this library that prints so; nil if there is none.
  init?(named name: String) {
    func number(after prefix: String) -> Float? {
      guard name.hasPrefix(prefix), name.hasSuffix(")"),
        let number = Float(name.dropFirst(prefix.count).dropLast()), number.isFinite
      else { return nil }
      return number
    }
    if let activation = Self.named[name] {
      self = activation
    } else if let alpha = number(after: "elu(") {
      self = .elu(alpha: alpha)
    } else if let slope = number(after: "leakyReLU(") {
      self = .leakyReLU(slope: slope)
    } else {
      return nil
    }
  }

  /// Writes the name.
  ///
  /// - Throws: ``ArchitectureError`` for an activation of your own: a function cannot be written down.
  public func encode(to encoder: any Encoder) throws {
    guard kind != .custom, Activation(named: name) != nil else {
      throw ArchitectureError(
        found: "Activation \"\(name)\"", expected: "an activation of this library",
        at: LayerForm.names(encoder.codingPath))
    }
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }

  /// Reads a name.
  ///
  /// - Throws: ``ArchitectureError`` if this library has no such activation.
  public init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    guard let activation = Activation(named: name) else {
      throw ArchitectureError(
        found: "Activation \"\(name.prefix(64))\"", expected: "an activation of this library",
        at: LayerForm.names(decoder.codingPath))
    }
    self = activation
  }
}
