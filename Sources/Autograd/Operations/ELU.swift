import Basics
import Kernels
import Tensor

extension Tensor {
  /// x where x > 0, `alpha` · (eˣ − 1) below; default alpha 1.
  ///
  /// Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential
  /// linear units", 2016, eq. 15.
  public func elu(alpha: Float = 1) -> Tensor {
    require(alpha >= 0, "elu: expected an alpha that is not negative, got \(alpha)")
    return mapped(
      ELU(alpha: alpha),
      slope: .expression { _, y in
        let isAbove = y.detached .> Tensor(0)
        return isAbove + (1 - isAbove) * (y + alpha)
      })
  }
}
