import Basics
import Kernels
import Tensor

extension Tensor {
  /// The largest scalar along `axes`, which disappear, or stay with size 1 if `keepingDimensions`.
  ///
  /// Scalars that share the maximum share the gradient equally. NaN wins.
  public func max(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    let reduction = Reduction(shape, axes)
    require(
      reduction.axes.allSatisfy { shape[$0] > 0 }, "max: nothing to compare in shape \(shape)")
    let largest = reduction.apply(to: self) { Kernels.maximum($0, $1, into: $2) }
    let x = detached
    return
      largest
      .reshaped(to: keepingDimensions ? reduction.keptShape : reduction.resultShape)
      .derived(linearlyFrom: self) { gradient in
        let isLargest = x .== largest
        let share = isLargest.sum(axes: reduction.axes, keepingDimensions: true)
        return isLargest * (gradient.reshaped(to: reduction.keptShape) / share)
      }
  }

  /// The largest of all scalars, of shape `[]`.
  public func max() -> Tensor { max(axes: Array(0..<rank)) }

  /// The smallest scalar along `axes`.
  public func min(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    -((-self).max(axes: axes, keepingDimensions: keepingDimensions))
  }

  /// The smallest of all scalars, of shape `[]`.
  public func min() -> Tensor { min(axes: Array(0..<rank)) }

  /// The position along `axis` (default: the last) of the first largest scalar, for each place of
  /// the remaining axes, row-major.
  public func argmax(axis: Int = -1) -> [Int] {
    let axis = shape.resolved(axis)
    let dimensions = shape.dimensions
    require(dimensions[axis] > 0, "argmax: nothing to compare in shape \(shape)")
    let form = ReductionShape(
      outer: dimensions[..<axis].reduce(1, *), reduced: dimensions[axis],
      inner: dimensions[(axis + 1)...].reduce(1, *))
    return Array(unsafeUninitializedCapacity: form.outer * form.inner) { buffer, count in
      count = form.outer * form.inner
      guard let target = buffer.baseAddress else { return }
      withScalars(self) { Kernels.argmax($0, form, into: target) }
    }
  }
}
