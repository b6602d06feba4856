import Kernels
import Tensor

extension Tensor {
  /// eˣ of each scalar.
  public func exp() -> Tensor { mapped(Exponential(), slope: .expression { $1 }) }
}
