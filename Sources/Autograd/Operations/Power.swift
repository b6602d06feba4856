import Kernels
import Tensor

extension Tensor {
  /// Each scalar raised to `exponent`; NaN for a negative scalar and a fractional exponent. With the
  /// exponent 0 the gradient is 0; with one between 0 and 1 it is infinite at 0.
  public func pow(_ exponent: Float) -> Tensor {
    mapped(
      Power(exponent),
      slope: .expression { x, _ in
        exponent == 0 ? .zeros(x.shape) : x.pow(exponent - 1) * exponent
      })
  }
}
