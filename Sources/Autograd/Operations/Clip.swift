import Kernels
import Tensor

extension Tensor {
  /// Each scalar moved into `range`; no gradient flows where it lay outside.
  public func clipped(to range: ClosedRange<Float>) -> Tensor {
    mapped(Clip(range), slope: .constant)
  }
}
