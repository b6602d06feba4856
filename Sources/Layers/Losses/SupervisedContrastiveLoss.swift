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
  let pairs = ClassPairs(labels, fitting: logits, "supervisedContrastiveLoss")
  let others = logits - pairs.diagonal * 1e9
  return -(others.logSoftmax() * pairs.same).sum() / pairs.sameCount
}
