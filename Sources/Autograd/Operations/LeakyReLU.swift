import Kernels
import Tensor

extension Tensor {
  /// x where x ≥ 0, `slope` · x below (default slope 0.01, as in PyTorch).
  public func leakyReLU(slope: Float = 0.01) -> Tensor {
    mapped(LeakyReLU(slope: slope), slope: .constant)
  }
}
