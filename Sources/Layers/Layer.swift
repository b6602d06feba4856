import Autograd
import Tensor

/// A differentiable function with parameters: one struct with three members.
///
/// ```swift
/// struct Scale: Layer {
///   var factor = Parameter()
///
///   mutating func build(
///     for input: Shape, using random: inout SeededGenerator
///   ) throws(ShapeError) -> Shape {
///     try factor.build([], named: "factor") { 1 }
///     return input
///   }
///   func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value }
///   mutating func visit(_ visitor: inout some ParameterVisitor) {
///     visitor.visit(&factor, named: "factor")
///   }
/// }
/// ```
///
/// A layer does not know whether it trains: random layers and batch norm act on whether a gradient
/// is being recorded.
public protocol Layer: Parameterized {
  /// Gives pending parameters their shapes and first values for inputs like `input`.
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

  /// The rows that describe this layer in a model's summary; by default one, with the type's name.
  func summaryRows(for input: Shape, named name: String) throws(ShapeError) -> [SummaryRow]
}

extension Layer {
  /// Nothing to visit: the default for layers without parameters.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {}

  /// Builds the layer with a generator seeded by `seed`.
  ///
  /// - Returns: The shape of one output.
  /// - Throws: `ShapeError` when the layer cannot take such inputs.
  @discardableResult
  public mutating func build(for input: Shape, seed: UInt64 = 0) throws(ShapeError) -> Shape {
    var random = SeededGenerator(seed: seed)
    return try build(for: input, using: &random)
  }

  /// The shape of one output for inputs of shape `input`.
  ///
  /// - Throws: `ShapeError` when the layer cannot take such inputs.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    var copy = self
    return try copy.build(for: input)
  }
}
