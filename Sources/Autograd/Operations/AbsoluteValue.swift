import Tensor

extension Tensor {
  /// |x| of each scalar; the gradient at 0 is 0.
  public func abs() -> Tensor {
    let x = detached
    return mapped(.absolute).derived(from: self) { .combine(.absoluteGradient, x, $0) }
  }
}
