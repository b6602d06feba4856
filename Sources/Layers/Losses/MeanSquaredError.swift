import Autograd
import Tensor

/// (p − t)² of predictions p and targets t.
///
/// - Parameters:
///   - prediction: Any shape.
///   - target: The same shape.
///   - reduction: Default the mean over all scalars.
public func meanSquaredError(
  _ prediction: Tensor, _ target: Tensor, reduction: LossReduction = .mean
) -> Tensor {
  requireEqualShapes(prediction, target, "meanSquaredError")
  return reduction((prediction - target).square(), "meanSquaredError")
}
