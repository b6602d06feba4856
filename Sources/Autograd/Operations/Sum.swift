import Kernels
import Tensor

extension Tensor {
  /// The sum of all scalars, of shape `[]`.
  public func sum() -> Tensor { sum(axes: Array(0..<rank)) }

  /// The sum along `axes`, which disappear, or stay with size 1 if `keepingDimensions`.
  public func sum(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    let reduction = Reduction(shape, axes)
    let input = shape
    return reduction.apply(to: self) { Kernels.sum($0, $1, into: $2) }
      .reshaped(to: keepingDimensions ? reduction.keptShape : reduction.resultShape)
      .derived(linearlyFrom: self) { gradient in
        gradient.reshaped(to: reduction.keptShape).broadcast(to: input)
      }
  }
}
