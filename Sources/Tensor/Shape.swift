import Basics

/// The sizes of a tensor's axes, outermost first: images are `[count, height, width, channels]`.
///
/// ```swift
/// let shape: Shape = [105, 105, 1]
/// shape.count       // 11025
/// shape.rank        // 3
/// ```
public struct Shape: Sendable, Hashable, ExpressibleByArrayLiteral {
  /// The size of each axis, none negative.
  public let dimensions: [Int]

  /// A shape with the given axis sizes; a negative size is a programming error.
  public init(_ dimensions: [Int]) {
    require(
      dimensions.allSatisfy { $0 >= 0 }, "Shape: sizes must not be negative, got \(dimensions)")
    self.dimensions = dimensions
  }

  /// A shape with the given axis sizes.
  public init(arrayLiteral elements: Int...) { self.init(elements) }

  /// The number of axes; 0 for a scalar.
  public var rank: Int { dimensions.count }

  /// The number of scalars: the product of the sizes, 1 for a scalar.
  public var count: Int { dimensions.reduce(1, *) }

  /// The size of one axis; a negative index counts from the last axis.
  public subscript(axis: Int) -> Int { dimensions[resolved(axis)] }

  /// The shape without its first axis: what one element of a batch looks like.
  public var droppingFirst: Shape { Shape(Array(dimensions.dropFirst())) }

  /// The shape with `size` put before its first axis: a batch of elements like this.
  public func prepending(_ size: Int) -> Shape { Shape([size] + dimensions) }

  /// The axis as an index from 0, where a negative one counts from the last axis.
  package func resolved(_ axis: Int) -> Int {
    let index = axis < 0 ? axis + rank : axis
    require(
      dimensions.indices.contains(index), "Shape: axis \(axis) does not exist in shape \(self)")
    return index
  }
}

extension Shape: CustomStringConvertible {
  /// The sizes as an array is printed: `[105, 105, 1]`.
  public var description: String { dimensions.description }
}
