import Autograd
import Tensor

/// t · d² / 2 + (1 − t) · max(0, margin − d)² / 2 of distances d between pairs, where t is 1 for
/// pairs of one class.
///
/// Hadsell, Chopra and LeCun, "Dimensionality reduction by learning an invariant mapping", 2006,
/// eq. 4; their Y is 1 − t.
///
/// - Parameters:
///   - distance: Any shape, not negative.
///   - same: The same shape, 1 for pairs of one class and 0 for others.
///   - margin: How far pairs of two classes are pushed apart; default 1.
///   - reduction: Default the mean.
public func contrastiveLoss(
  _ distance: Tensor, _ same: Tensor, margin: Float = 1, reduction: LossReduction = .mean
) -> Tensor {
  requireEqualShapes(distance, same, "contrastiveLoss")
  let pushed = (margin - distance).relu().square()
  return reduction((same * distance.square() + (1 - same) * pushed) * 0.5, "contrastiveLoss")
}
