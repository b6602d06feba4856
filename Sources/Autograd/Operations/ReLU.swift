import Kernels
import Tensor

extension Tensor {
  /// max(x, 0) of each scalar; the gradient at 0 is 0.
  public func relu() -> Tensor { mapped(ReLU(), slope: .constant) }
}
