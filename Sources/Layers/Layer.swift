import Autograd
import Tensor

/// A differentiable function with parameters: a struct that lists its parts and computes its value.
///
/// ```swift
/// struct ChannelScale: Layer {
///   var factor = Parameter { input, random in .ones([input[-1]]) }
///   static var parts: [Part<ChannelScale>] { [Part("factor", \.factor)] }
///   func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value }
/// }
/// ```
///
/// From its ``parts`` follow how it is built and visited and its rows in a summary. A layer whose
/// parts do not follow one another, such as two branches from one input, writes
/// ``build(for:using:)`` itself, with ``build(named:for:using:)`` for each of them.
///
/// A layer does not know whether it trains: random layers and batch norm act on whether a gradient
/// is being recorded.
public protocol Layer: Parameterized {
  /// The parameters and layers that this one is made of; by default none.
  static var parts: [Part<Self>] { get }

  /// Gives pending parameters their shapes and first values for inputs like `input`; by default those
  /// of the ``parts``.
  ///
  /// Parameters that have a value keep it, so that a trained leg stays trained inside a new model.
  ///
  /// - Parameters:
  ///   - input: The shape of one input, without the batch axis.
  ///   - random: Where first values are drawn from.
  /// - Returns: The shape of one output.
  /// - Throws: `ShapeError` when the layer cannot take such inputs.
  mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape

  /// The outputs of a batch of inputs, the batch axis first.
  func callAsFunction(_ input: Tensor) -> Tensor

  /// A layer that computes the same as this one and then `next`, but sooner; nil, the default, where
  /// there is none. ``Sequential`` asks each layer about the one after it.
  ///
  /// It is asked for at every call and only called then: it is not built, visited or saved.
  func fused(with next: any Layer) -> (any Layer)?
}

extension Layer {
  /// No parts.
  public static var parts: [Part<Self>] { [] }

  /// Visits the ``parts`` in their order.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    for part in Self.parts { part.visit(&self, by: &visitor) }
  }

  /// Nothing faster is known.
  public func fused(with next: any Layer) -> (any Layer)? { nil }
}
