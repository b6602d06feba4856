import Tensor

extension Tensor {
  /// log(1 + eˣ) of each scalar, computed as max(x, 0) + log1p(e^−|x|) so that nothing overflows.
  public func softplus() -> Tensor {
    let x = detached
    return mapped(.softplus).derived(from: self) { .combine(.softplusGradient, x, $0) }
  }
}
