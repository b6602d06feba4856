import Kernels
import Tensor

extension Tensor {
  /// 1/x of each scalar.
  public func reciprocal() -> Tensor { mapped(Reciprocal(), slope: .expression { -$1.square() }) }
}
