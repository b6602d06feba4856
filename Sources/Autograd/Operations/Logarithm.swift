import Tensor

extension Tensor {
  /// The natural logarithm of each scalar: −∞ at 0, NaN below.
  public func log() -> Tensor {
    let x = detached
    return mapped(.logarithm).derived(from: self) { $0 / x }
  }
}
