import Layers
import Tensor

extension Arranged {
  /// What a layer makes of the tensor with its channels last, if the layer takes it.
  func applying(_ layer: any Layer) throws -> Arranged {
    let input = channelsLast
    var copy = layer
    _ = try Dimensions.shape(
      copy.build(for: input.shape.droppingFirst).prepending(input.shape[0]).dimensions)
    return Arranged(layer(input), order: Self.channelsLast(rank))
  }
}
