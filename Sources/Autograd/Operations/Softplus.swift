import Kernels
import Tensor

extension Tensor {
  /// log(1 + eˣ) of each scalar, computed as max(x, 0) + log1p(e^−|x|) so that nothing overflows.
  public func softplus() -> Tensor {
    mapped(Softplus(), slope: .expression { x, _ in x.sigmoid() })
  }
}
