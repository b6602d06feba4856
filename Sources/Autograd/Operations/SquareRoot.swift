import Tensor

extension Tensor {
  /// √x of each scalar: NaN below 0; the gradient at 0 is infinite.
  public func sqrt() -> Tensor {
    let root = mapped(.squareRoot)
    return root.derived(from: self) { .combine(.squareRootGradient, root, $0) }
  }
}
