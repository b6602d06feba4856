import Kernels
import Tensor

extension Tensor {
  /// x · Φ(x) of each scalar, where Φ is the distribution function of the normal distribution.
  ///
  /// Hendrycks and Gimpel, "Gaussian error linear units", 2016, section 2.
  public func gelu() -> Tensor { mapped(GELU()) }

  /// GELU by tanh: x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2 of each scalar, within 5e-4 of `gelu()`.
  public func geluTanh() -> Tensor { mapped(TanhGELU()) }
}
