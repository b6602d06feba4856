import Tensor

extension Tensor {
  /// The mean of all scalars, of shape `[]`.
  public func mean() -> Tensor { mean(axes: Array(0..<rank)) }

  /// The mean along `axes`, which disappear, or stay with size 1 if `keepingDimensions`.
  public func mean(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    let count = axes.reduce(1) { $0 * shape[$1] }
    return sum(axes: axes, keepingDimensions: keepingDimensions) / Float(count)
  }
}
