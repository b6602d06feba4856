import Autograd
import Tensor

/// Layers whose output is added to their input: `x + layers(x)`.
///
/// ```swift
/// Residual {
///   Conv2D(64, kernel: 3, padding: .same, usesBias: false)
///   BatchNorm()
///   Activation.relu
/// }
/// ```
///
/// He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016, eq. 1.
public struct Residual: Layer {
  /// What learns the difference between output and input.
  public var layers: Sequential

  /// The given layers, whose output must have the shape of their input.
  public init(_ layers: Sequential) { self.layers = layers }

  /// The layers that the block lists; see ``Sequential``.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.init(Sequential(layers())) }

  /// `layers`.
  public static var parts: [Part<Residual>] { [Part("layers", \.layers)] }

  /// Builds the layers; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if the layers cannot take the input, or give another shape.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let output = try layers.build(named: "layers", for: input, using: &random)
    guard output == input else {
      throw ShapeError(
        "Residual adds what its layers give to their input: expected \(input), got \(output)")
    }
    return input
  }

  /// The sum, of the input's shape.
  public func callAsFunction(_ input: Tensor) -> Tensor { input + layers(input) }
}
