import Kernels
import Tensor

extension Tensor {
  /// The natural logarithm of each scalar: −∞ at 0, NaN below.
  public func log() -> Tensor { mapped(Logarithm(), slope: .expression { x, _ in x.reciprocal() }) }
}
