import Autograd
import Tensor

/// A function of each scalar, or of each row, that a layer applies to its output; also a layer of its
/// own.
///
/// ```swift
/// Dense(64, activation: .relu)
/// Sequential { Dense(64); Activation.leakyReLU(slope: 0.2) }
/// Activation("swish") { $0 * $0.sigmoid() }
/// ```
public struct Activation: Layer {
  /// The name, as it is printed.
  public let name: String
  private let function: @Sendable (Tensor) -> Tensor
  /// Whether this is max(x, 0), which convolutions apply themselves.
  let isReLU: Bool

  /// An activation of your own; it must keep the shape.
  public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
    self.init(name, isReLU: false, function)
  }

  private init(
    _ name: String, isReLU: Bool, _ function: @escaping @Sendable (Tensor) -> Tensor
  ) {
    self.name = name
    self.isReLU = isReLU
    self.function = function
  }

  /// The input itself.
  public static let linear = Activation("linear") { $0 }
  /// max(x, 0).
  public static let relu = Activation("relu", isReLU: true) { $0.relu() }
  /// 1 / (1 + e⁻ˣ).
  public static let sigmoid = Activation("sigmoid") { $0.sigmoid() }
  /// tanh(x).
  public static let tanh = Activation("tanh") { $0.tanh() }
  /// log(1 + eˣ).
  public static let softplus = Activation("softplus") { $0.softplus() }
  /// eˣ / Σ eˣ along the last axis.
  public static let softmax = Activation("softmax") { $0.softmax() }
  /// x where x ≥ 0, `slope` · x below; default slope 0.01.
  public static func leakyReLU(slope: Float = 0.01) -> Activation {
    Activation("leakyReLU(\(slope))") { $0.leakyReLU(slope: slope) }
  }

  /// Leaves the shape as it is.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape { input }

  /// The function's value.
  public func callAsFunction(_ input: Tensor) -> Tensor { function(input) }
}
