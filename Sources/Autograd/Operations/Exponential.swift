import Tensor

extension Tensor {
  /// eˣ of each scalar.
  public func exp() -> Tensor {
    let result = mapped(.exponential)
    return result.derived(from: self) { $0 * result }
  }
}
