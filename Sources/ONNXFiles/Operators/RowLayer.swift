import Layers
import Tensor

/// A layer for images that takes rows `[count, width, channels]` as images of one row.
struct RowLayer: Layer {
  let layer: any Layer

  /// The layer itself for images, and this one around it for rows.
  static func around(_ layer: some Layer, axes: Int) -> any Layer {
    axes == 1 ? RowLayer(layer: layer) : layer
  }

  mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 2 else { throw ShapeError("expected rows [width, channels], got \(input)") }
    var layer = layer
    return try layer.build(for: input.prepending(1), using: &random).droppingFirst
  }

  func callAsFunction(_ input: Tensor) -> Tensor {
    let output = layer(input.expandingDimension(at: 1))
    return output.reshaped(to: output.shape.droppingFirst.droppingFirst.prepending(input.shape[0]))
  }
}
