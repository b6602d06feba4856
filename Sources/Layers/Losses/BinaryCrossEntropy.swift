import Autograd
import Tensor

/// −(t log p + (1 − t) log(1 − p)) of probabilities p and targets t.
///
/// Probabilities are first moved into [1e-7, 1 − 1e-7], as in Keras, so that the loss stays finite;
/// those moved get no gradient. If you have the logits, use
/// ``binaryCrossEntropy(logits:_:reduction:)``: it needs no such care.
///
/// - Parameters:
///   - probability: Any shape, in 0 … 1.
///   - target: The same shape, in 0 … 1.
///   - reduction: Default the mean.
public func binaryCrossEntropy(
  _ probability: Tensor, _ target: Tensor, reduction: LossReduction = .mean
) -> Tensor {
  requireEqualShapes(probability, target, "binaryCrossEntropy")
  let p = probability.clipped(to: 1e-7...(1 - 1e-7))
  return reduction(-(target * p.log() + (1 - target) * (1 - p).log()), "binaryCrossEntropy")
}

/// −(t log σ(x) + (1 − t) log(1 − σ(x))) of logits x and targets t, computed as
/// softplus(x) − t · x, which neither overflows nor loses precision.
///
/// - Parameters:
///   - logits: Any shape.
///   - target: The same shape, in 0 … 1.
///   - reduction: Default the mean.
public func binaryCrossEntropy(
  logits: Tensor, _ target: Tensor, reduction: LossReduction = .mean
) -> Tensor {
  requireEqualShapes(logits, target, "binaryCrossEntropy")
  return reduction(logits.softplus() - target * logits, "binaryCrossEntropy")
}
