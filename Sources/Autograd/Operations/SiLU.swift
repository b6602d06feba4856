import Kernels
import Tensor

extension Tensor {
  /// x / (1 + e⁻ˣ) of each scalar, also called swish.
  ///
  /// Ramachandran, Zoph and Le, "Searching for activation functions", 2017.
  public func silu() -> Tensor { mapped(SiLU()) }
}
