/// The gradient that an optimizer follows: the loss's, plus the regularizer's, times a common factor.
///
/// It stands in this module for the same reason as `Lanes.swift`: each optimizer's step reads it in
/// its own loop.
public struct GradientTerms {
  /// The loss's gradient.
  public let gradient: UnsafePointer<Float>
  /// The factor of the sum of absolute weights.
  public let l1: Float
  /// The factor of the sum of squared weights.
  public let l2: Float
  /// What clipping leaves of the gradient; 1 without clipping.
  public let factor: Float

  /// The loss's gradient as it is, if nothing else is given.
  @inlinable
  public init(gradient: UnsafePointer<Float>, l1: Float = 0, l2: Float = 0, factor: Float = 1) {
    self.gradient = gradient
    self.l1 = l1
    self.l2 = l2
    self.factor = factor
  }

  /// Scalar `i`, at the weight `w`.
  @inlinable @inline(__always)
  public func at(_ i: Int, _ w: Float) -> Float {
    let sign: Float = w > 0 ? 1 : (w < 0 ? -1 : 0)
    return factor * (gradient[i] + 2 * l2 * w + l1 * sign)
  }
}
