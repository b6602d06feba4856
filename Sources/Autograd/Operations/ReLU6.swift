import Kernels
import Tensor

extension Tensor {
  /// min(max(x, 0), 6) of each scalar; the gradient at 0 and at 6 is 0.
  public func relu6() -> Tensor { mapped(ReLU6(), slope: .constant) }
}
