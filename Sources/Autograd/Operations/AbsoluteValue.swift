import Kernels
import Tensor

extension Tensor {
  /// |x| of each scalar; the gradient at 0 is 0.
  public func abs() -> Tensor { mapped(AbsoluteValue(), slope: .constant) }
}
