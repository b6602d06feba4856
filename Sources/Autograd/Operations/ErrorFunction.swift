import Kernels
import Tensor

extension Tensor {
  /// The error function of each scalar, 2/√π ∫₀ˣ e^(−t²) dt, of which GELU is made in networks from
  /// elsewhere; `gelu()` itself is sooner computed.
  public func errorFunction() -> Tensor {
    mapped(ErrorFunction(), slope: .expression { x, _ in (-x.square()).exp() * 1.128_379_2 })
  }
}
