import Kernels
import Tensor

extension Tensor {
  /// The logistic function σ(x) = 1 / (1 + e⁻ˣ) of each scalar, without overflow at either end.
  public func sigmoid() -> Tensor { mapped(Sigmoid(), slope: .expression { $1 * (1 - $1) }) }
}
