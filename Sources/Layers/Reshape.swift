import Autograd
import Tensor

/// Each input's scalars in another shape.
public struct Reshape: Layer {
  /// The shape of one output.
  public let target: Shape

  /// Outputs of shape `target`, without the batch axis.
  public init(_ target: Shape) { self.target = target }

  /// Any shape with as many scalars becomes `target`.
  ///
  /// - Throws: `ShapeError` if the input has another number of scalars.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.count == target.count else {
      throw ShapeError(
        "Reshape(\(target)) needs \(target.count) scalars, got \(input.count) in \(input)")
    }
    return target
  }

  /// `[count, …]` becomes `[count] + target`.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.reshaped(to: target.prepending(input.shape[0]))
  }
}

extension Reshape: DescribedLayer {
  /// The target.
  public struct Form: Codable, Sendable {
    let target: [Int]
  }

  /// The settings.
  public var form: Form { Form(target: target.dimensions) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    guard form.target.count <= 8, let extent = Shape.extent(of: form.target),
      extent <= ArchitectureError.largestSize
    else {
      throw ArchitectureError(
        found: "the target \(form.target.prefix(8))",
        expected: "at most 8 sizes and \(ArchitectureError.largestSize) scalars")
    }
    self.init(Shape(form.target))
  }
}
