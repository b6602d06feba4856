import Tensor

extension Tensor {
  /// max(x, 0) of each scalar; the gradient at 0 is 0.
  public func relu() -> Tensor {
    let result = mapped(.relu)
    return result.derived(from: self) { .combine(.reluGradient, result, $0) }
  }

  /// x where x ≥ 0, `slope` · x below (default slope 0.01, as in PyTorch).
  public func leakyReLU(slope: Float = 0.01) -> Tensor {
    let x = detached
    return mapped(.leakyReLU(slope: slope)).derived(from: self) {
      .combine(.leakyReLUGradient(slope: slope), x, $0)
    }
  }
}
