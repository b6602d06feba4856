import Kernels
import Tensor

extension Tensor {
  /// x / (1 + e⁻ˣ) of each scalar, also called swish.
  ///
  /// Ramachandran, Zoph and Le, "Searching for activation functions", 2017.
  public func silu() -> Tensor {
    mapped(
      SiLU(),
      slope: .expression { x, y in
        let share = x.sigmoid()
        return share + y * (1 - share)
      })
  }
}
