import Autograd
import Tensor

/// Layers called one after another.
///
/// ```swift
/// let leg = Sequential {
///   for filters in [32, 64] {
///     Conv2D(filters, kernel: 3, activation: .relu)
///     MaxPool2D()
///   }
///   Flatten()
///   Dense(128)
/// }
/// ```
public struct Sequential: Layer {
  /// The layers in order; their names are their positions.
  public var layers: [any Layer]

  /// The given layers.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// The layers that the block lists; `if`, `if`/`else`, `switch` and `for` work.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.layers = layers() }

  /// Builds each layer for what the one before it returns.
  ///
  /// - Throws: `ShapeError` if a layer cannot take what it gets, with the layer's position before the path.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    var shape = input
    for index in layers.indices {
      shape = try layers[index].build(named: "\(index)", for: shape, using: &random)
    }
    return shape
  }

  /// The last layer's output; layers that can be computed as one are, see ``Layer/fused(with:)``.
  public func callAsFunction(_ input: Tensor) -> Tensor { layers(input) }

  /// The parameters of every layer, under its position.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    for index in layers.indices { visitor.visit(&layers[index], named: "\(index)") }
  }
}

/// Turns the statements of a block into a list of layers.
@resultBuilder
public enum LayerBuilder {
  /// One layer.
  public static func buildExpression(_ layer: some Layer) -> [any Layer] { [layer] }
  /// A list of layers made elsewhere.
  public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }
  /// All statements.
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }
  /// An `if` without `else`.
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }
  /// The first branch of an `if`.
  public static func buildEither(first part: [any Layer]) -> [any Layer] { part }
  /// The other branch of an `if`.
  public static func buildEither(second part: [any Layer]) -> [any Layer] { part }
  /// A `for`.
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
}

extension Sequential: DescribedLayer {
  /// The layers.
  public var form: [LayerForm] { layers.map { LayerForm($0) } }

  /// The layers of such a form.
  public init(form: [LayerForm]) { self.init(form.map(\.layer)) }
}
