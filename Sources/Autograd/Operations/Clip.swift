import Tensor

extension Tensor {
  /// Each scalar moved into `range`; no gradient flows where it lay outside.
  public func clipped(to range: ClosedRange<Float>) -> Tensor {
    let x = detached
    return mapped(.clip(range.lowerBound, range.upperBound)).derived(from: self) {
      .combine(.clipGradient(range.lowerBound, range.upperBound), x, $0)
    }
  }
}
