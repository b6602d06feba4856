import Kernels
import Tensor

extension Tensor {
  /// √x of each scalar: NaN below 0; the gradient at 0 is infinite.
  public func sqrt() -> Tensor {
    mapped(SquareRoot(), slope: .expression { $1.reciprocal() * 0.5 })
  }
}
