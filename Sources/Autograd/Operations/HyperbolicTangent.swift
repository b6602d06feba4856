import Kernels
import Tensor

extension Tensor {
  /// tanh(x) of each scalar.
  public func tanh() -> Tensor {
    mapped(HyperbolicTangent(), slope: .expression { 1 - $1.square() })
  }
}
