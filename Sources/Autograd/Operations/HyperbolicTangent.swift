import Tensor

extension Tensor {
  /// tanh(x) of each scalar.
  public func tanh() -> Tensor {
    let result = mapped(.tanh)
    return result.derived(from: self) { .combine(.tanhGradient, result, $0) }
  }
}
