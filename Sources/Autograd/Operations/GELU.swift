import Kernels
import Tensor

extension Tensor {
  /// x · Φ(x) of each scalar, where Φ is the distribution function of the normal distribution.
  ///
  /// Hendrycks and Gimpel, "Gaussian error linear units", 2016, section 2.
  public func gelu() -> Tensor {
    mapped(
      GELU(),
      slope: .expression { x, _ in
        // Φ(x) + x φ(x), with √½ and 1 / √(2π).
        let below = ((x * 0.707_106_78).errorFunction() + 1) * 0.5
        return below + x * (x.square() * -0.5).exp() * 0.398_942_28
      })
  }

  /// GELU by tanh: x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2 of each scalar, within 5e-4 of `gelu()`.
  public func geluTanh() -> Tensor {
    mapped(
      TanhGELU(),
      slope: .expression { x, _ in
        let squares = x.square()
        let y = (x * (squares * 0.044_715 + 1) * 0.797_884_56).tanh()
        let inner = squares * (3 * 0.044_715) + 1
        return (y + 1) * 0.5 + x * (1 - y.square()) * inner * (0.5 * 0.797_884_56)
      })
  }
}
