import Tensor

extension Tensor {
  /// x² of each scalar.
  public func square() -> Tensor {
    let x = detached
    return mapped(.square).derived(from: self) { $0 * x * 2 }
  }

  /// Each scalar raised to `exponent`; NaN for a negative scalar and a fractional exponent.
  public func pow(_ exponent: Float) -> Tensor {
    let x = detached
    return mapped(.power(exponent)).derived(from: self) {
      .combine(.powerGradient(exponent), x, $0)
    }
  }

  /// 1/x of each scalar.
  public func reciprocal() -> Tensor {
    let result = mapped(.reciprocal)
    return result.derived(from: self) { -$0 * result.square() }
  }
}
