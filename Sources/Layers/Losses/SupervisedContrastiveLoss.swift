import Autograd
import Tensor

/// −log of the softmax over all other elements of a batch, at the elements of the same class: each
/// element learns to find its own class among all others.
///
/// Khosla et al., "Supervised contrastive learning", 2020, eq. 2, averaged over pairs of one class
/// rather than over elements.
///
/// - Parameters:
///   - logits: `[n, n]`: how alike elements i and j are, such as `siamese.logits(…)` of a batch with
///     itself; the diagonal takes no part.
///   - labels: The class of each element; at least two share one.
/// - Returns: The mean over all ordered pairs of one class, of shape `[]`.
public func supervisedContrastiveLoss(_ logits: Tensor, labels: [Int]) -> Tensor {
  supervisedContrastiveLoss(logits, of: ClassPairs(labels, fitting: logits, lossName))
}

/// −log of the softmax over all elements of a reference set, at those of the same class, see
/// ``supervisedContrastiveLoss(_:labels:)``.
///
/// - Parameters:
///   - logits: `[n, m]`: how alike element i of the batch and element j of the set are.
///   - labels: The class of each element of the batch.
///   - reference: The m elements that the batch is compared with. An element's own place takes no part.
/// - Returns: The mean over all pairs of one class, of shape `[]`.
public func supervisedContrastiveLoss(
  _ logits: Tensor, labels: [Int], against reference: ReferenceSet
) -> Tensor {
  supervisedContrastiveLoss(
    logits, of: ClassPairs(labels, fitting: logits, against: reference, lossName))
}

private let lossName = "supervisedContrastiveLoss"

private func supervisedContrastiveLoss(_ logits: Tensor, of pairs: ClassPairs) -> Tensor {
  let others = logits - pairs.own * 1e9
  return -(others.logSoftmax() * pairs.same).sum() / pairs.sameCount
}
