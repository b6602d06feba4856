import Autograd
import Tensor

/// A part of a layer: a parameter or a layer of its own, and the name that it goes by in paths of
/// parameters and errors and in summaries.
///
/// ```swift
/// struct Residual: Layer {
///   var layers: Sequential
///   static var parts: [Part<Residual>] { [Part("layers", \.layers)] }
///   func callAsFunction(_ input: Tensor) -> Tensor { input + layers(input) }
/// }
/// ```
public struct Part<Whole> {
  /// The name, unique within the layer.
  public let name: String
  private let place: any Place<Whole>

  private init(_ name: String, place: any Place<Whole>) {
    self.name = name
    self.place = place
  }

  /// A layer within the layer.
  public init<Child: Layer>(_ name: String, _ child: WritableKeyPath<Whole, Child>) {
    self.init(name, place: ChildPlace(path: child))
  }

  /// A layer that may be absent.
  public init<Child: Layer>(_ name: String, _ child: WritableKeyPath<Whole, Child?>) {
    self.init(
      name, place: OptionalPlace(path: child, place: ChildPlace(path: child.appending(path: \.!))))
  }

  /// A layer of any type.
  public init(_ name: String, _ child: WritableKeyPath<Whole, any Layer>) {
    self.init(name, place: AnyChildPlace(path: child))
  }

  /// A parameter.
  public init(_ name: String, _ parameter: WritableKeyPath<Whole, Parameter>) {
    self.init(name, place: ParameterPlace(path: parameter))
  }

  /// A parameter that may be absent, such as a bias.
  public init(_ name: String, _ parameter: WritableKeyPath<Whole, Parameter?>) {
    self.init(
      name,
      place: OptionalPlace(
        path: parameter, place: ParameterPlace(path: parameter.appending(path: \.!))))
  }

  func visit(_ whole: inout Whole, by visitor: inout some ParameterVisitor) {
    place.visit(&whole, named: name, by: &visitor)
  }

  /// Builds the part of a layer that takes `input`, which for a child is `shape`.
  ///
  /// - Returns: The shape of what a child gives, `shape` for a parameter.
  func build(
    _ whole: inout Whole, for input: Shape, after shape: Shape,
    using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    try place.build(&whole, named: name, for: input, after: shape, using: &random)
  }
}

/// Where a part lies within its layer, and what kind it is.
///
/// Everything goes through key paths of stored properties, which are changed in place: a copy of a
/// parameter would share its memory and make the next change copy it.
private protocol Place<Whole> {
  associatedtype Whole
  func visit(_ whole: inout Whole, named name: String, by visitor: inout some ParameterVisitor)
  func build(
    _ whole: inout Whole, named name: String, for input: Shape, after shape: Shape,
    using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape
}

private struct ParameterPlace<Whole>: Place {
  let path: WritableKeyPath<Whole, Parameter>

  func visit(_ whole: inout Whole, named name: String, by visitor: inout some ParameterVisitor) {
    visitor.visit(&whole[keyPath: path], named: name)
  }
  func build(
    _ whole: inout Whole, named name: String, for input: Shape, after shape: Shape,
    using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    try whole[keyPath: path].build(for: input, named: name, using: &random)
    return shape
  }
}

private struct ChildPlace<Whole, Child: Layer>: Place {
  let path: WritableKeyPath<Whole, Child>

  func visit(_ whole: inout Whole, named name: String, by visitor: inout some ParameterVisitor) {
    visitor.visit(&whole[keyPath: path], named: name)
  }
  func build(
    _ whole: inout Whole, named name: String, for input: Shape, after shape: Shape,
    using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    try whole[keyPath: path].build(named: name, for: shape, using: &random)
  }
}

private struct AnyChildPlace<Whole>: Place {
  let path: WritableKeyPath<Whole, any Layer>

  func visit(_ whole: inout Whole, named name: String, by visitor: inout some ParameterVisitor) {
    func open(_ layer: inout any Layer) { visitor.visit(&layer, named: name) }
    open(&whole[keyPath: path])
  }
  func build(
    _ whole: inout Whole, named name: String, for input: Shape, after shape: Shape,
    using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    try whole[keyPath: path].build(named: name, for: shape, using: &random)
  }
}

private struct OptionalPlace<Whole, Value, Present: Place<Whole>>: Place {
  let path: WritableKeyPath<Whole, Value?>
  let place: Present

  func visit(_ whole: inout Whole, named name: String, by visitor: inout some ParameterVisitor) {
    if whole[keyPath: path] != nil { place.visit(&whole, named: name, by: &visitor) }
  }
  func build(
    _ whole: inout Whole, named name: String, for input: Shape, after shape: Shape,
    using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard whole[keyPath: path] != nil else { return shape }
    return try place.build(&whole, named: name, for: input, after: shape, using: &random)
  }
}
