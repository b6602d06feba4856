import Basics
import Kernels
import Tensor

extension Tensor {
  /// The `k` largest scalars along the last axis, the largest first, and where they are.
  ///
  /// ```swift
  /// let best = Tensor([[1, 5, 2, 5]]).topK(3)
  /// best.values     // [[5, 5, 2]]
  /// best.indices    // [1, 3, 2]
  /// ```
  ///
  /// Of equal scalars the smaller index comes first, and NaN comes last. The gradient of a value goes to the
  /// scalar that it was.
  ///
  /// - Parameter k: From 0 to the size of the last axis.
  /// - Returns: The values, with `k` in place of the last axis' size, and for each of them its position along
  ///   that axis, row-major.
  public func topK(_ k: Int) -> (values: Tensor, indices: [Int]) {
    require(rank >= 1, "topK: expected at least one axis, got a scalar")
    let (columns, whole) = (shape[-1], shape)
    require(
      (0...columns).contains(k), "topK: expected 0 to \(columns) of \(shape), got \(k)")
    let rows = shape.dimensions.dropLast().reduce(1, *)
    let source = detached
    let indices = withScalars(source) { scalars in
      (0..<rows).flatMap { topIndices(scalars + $0 * columns, count: columns, k: k) }
    }
    let target = Shape(shape.dimensions.dropLast() + [k])
    return (
      mapped { whole in
        Tensor(target) { values in
          withScalars(whole) { scalars in
            for (place, index) in indices.enumerated() {
              values[place] = scalars[place / k * columns + index]
            }
          }
        }
      } adjoint: { gradient in
        var spread = Tensor.zeros(whole)
        spread.mutateScalars { spread in
          withScalars(gradient) { gradient in
            for (place, index) in indices.enumerated() {
              spread[place / k * columns + index] = gradient[place]
            }
          }
        }
        return spread
      }, indices
    )
  }
}
