import Basics
import Tensor

extension Tensor {
  /// The same scalars in another shape of the same count; no memory is copied.
  public func reshaped(to target: Shape) -> Tensor {
    require(
      target.count == count,
      "reshaped: shape \(shape) has \(count) scalars, \(target) needs "
        + "\(target.count)")
    if shape == target { return self }
    let source = shape
    return Tensor(shape: target, storage: storage).derived(linearlyFrom: self) {
      $0.reshaped(to: source)
    }
  }

  /// Each element of the batch as a vector: `[count, …]` becomes `[count, rest]`.
  public func flattened() -> Tensor {
    require(rank >= 1, "flattened: a scalar has no batch axis")
    return reshaped(to: [shape[0], shape.droppingFirst.count])
  }

  /// The same scalars with a new axis of size 1 at `axis`.
  public func expandingDimension(at axis: Int) -> Tensor {
    var dimensions = shape.dimensions
    let index = axis < 0 ? axis + rank + 1 : axis
    require((0...rank).contains(index), "expandingDimension: axis \(axis) in shape \(shape)")
    dimensions.insert(1, at: index)
    return reshaped(to: Shape(dimensions))
  }
}
