import Kernels
import Tensor

extension Tensor {
  /// min(max(x / 6 + 1/2, 0), 1) of each scalar, as in PyTorch.
  public func hardSigmoid() -> Tensor { mapped(HardSigmoid(), slope: .constant) }
}
