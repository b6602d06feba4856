import Autograd
import Tensor

extension Layer {
  /// Builds the layer with a generator seeded by `seed`.
  ///
  /// - Returns: The shape of one output.
  /// - Throws: `ShapeError` when the layer cannot take such inputs.
  @discardableResult
  public mutating func build(for input: Shape, seed: UInt64 = 0) throws(ShapeError) -> Shape {
    var random = SeededGenerator(seed: seed)
    return try build(for: input, using: &random)
  }

  /// Builds this layer as the part called `name` of another: the name is put before the path of an
  /// error, and of the layer in a summary.
  ///
  /// ```swift
  /// let left = try self.left.build(named: "left", for: input, using: &random)
  /// let right = try self.right.build(
  ///   named: "right", for: input, using: &random)
  /// ```
  ///
  /// - Parameters:
  ///   - name: The name under which the other layer visits this one.
  ///   - input: The shape of one input, without the batch axis.
  ///   - random: Where first values are drawn from.
  /// - Returns: The shape of one output.
  /// - Throws: `ShapeError` when the layer cannot take such inputs.
  @discardableResult
  public mutating func build(
    named name: String, for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let place = SummaryTrace.current?.enter(name)
    do throws(ShapeError) {
      let output = try build(for: input, using: &random)
      guard let extent = Shape.extent(of: output.dimensions), extent <= Self.largestOutput else {
        throw ShapeError("gives more than \(Self.largestOutput) scalars for one input, \(output)")
      }
      if let place { SummaryTrace.current?.leave(place, self, output) }
      return output
    } catch {
      throw error.within(name)
    }
  }

  /// The scalars that a part may give for one input, 4 GiB: what files describe may be anything.
  private static var largestOutput: Int { 1 << 30 }

  /// Builds the parts that ``Layer/parts`` lists: parameters by their own recipes, for the shape of
  /// one input, and layers one after another, each for what the one before it gives. What this layer
  /// itself gives is found by trying it on zeros.
  ///
  /// - Returns: The shape of one output.
  /// - Throws: `ShapeError` when a part cannot take such inputs.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    var shape = input
    for part in Self.parts {
      shape = try part.build(&self, for: input, after: shape, using: &random)
    }
    // Not as a part of a training that may be going on around.
    let output = Recording.$current.withValue(nil) { self(.zeros(input.prepending(1))) }
    return output.shape.droppingFirst
  }

  /// The shape of one output for inputs of shape `input`.
  ///
  /// - Throws: `ShapeError` when the layer cannot take such inputs.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    var copy = self
    return try copy.build(for: input)
  }
}
