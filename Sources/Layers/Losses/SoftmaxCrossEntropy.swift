import Autograd
import Basics
import Kernels
import Tensor

/// −Σ t · log softmax(x) along the last axis, for logits x and target probabilities t.
///
/// - Parameters:
///   - logits: `[count, classes]`.
///   - target: `[count, classes]`, each row a distribution such as a one-hot vector.
///   - reduction: Over the rows; default the mean.
public func softmaxCrossEntropy(
  _ logits: Tensor, _ target: Tensor, reduction: LossReduction = .mean
) -> Tensor {
  requireEqualShapes(logits, target, "softmaxCrossEntropy")
  return reduction(-(target * logits.logSoftmax()).sum(axes: [-1]), "softmaxCrossEntropy")
}

/// −log softmax(x) at each row's label.
///
/// - Parameters:
///   - logits: `[count, classes]`.
///   - labels: The class of each row.
///   - reduction: Over the rows; default the mean.
public func softmaxCrossEntropy(
  _ logits: Tensor, labels: [Int], reduction: LossReduction = .mean
) -> Tensor {
  require(
    logits.rank == 2 && logits.shape[0] == labels.count,
    "softmaxCrossEntropy: \(labels.count) labels for logits \(logits.shape)")
  return softmaxCrossEntropy(
    logits, .oneHot(labels, classes: logits.shape[1]), reduction: reduction)
}
