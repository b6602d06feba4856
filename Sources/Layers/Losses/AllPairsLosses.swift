import Autograd
import Kernels
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

/// Binary cross-entropy of every pair of a batch, where pairs of one class and pairs of two weigh as
/// much together, whatever their numbers: in-batch training of the blog's and the paper's loss.
///
/// - Parameters:
///   - logits: `[n, n]`: how alike elements i and j are, such as `siamese.logits(…)` of a batch with
///     itself; the diagonal takes no part.
///   - labels: The class of each element; at least two share one and two differ.
/// - Returns: The mean of the two kinds' means, of shape `[]`.
public func allPairsBinaryCrossEntropy(_ logits: Tensor, labels: [Int]) -> Tensor {
  let pairs = ClassPairs(labels, fitting: logits, "allPairsBinaryCrossEntropy")
  let losses = binaryCrossEntropy(logits: logits, pairs.same, reduction: .none)
  let same = (losses * pairs.same).sum() / pairs.sameCount
  let different = (losses * pairs.different).sum() / pairs.differentCount
  return (same + different) * 0.5
}

/// Which pairs of a batch are of one class: matrices of 0 and 1.
private struct ClassPairs {
  let diagonal: Tensor
  let same: Tensor
  let different: Tensor

  init(_ labels: [Int], fitting logits: Tensor, _ loss: String) {
    let count = labels.count
    require(
      logits.shape == [count, count], "\(loss): \(count) labels for logits \(logits.shape)")
    let column = Tensor(labels.map(Float.init)).reshaped(to: [count, 1])
    let isSameClass = column .== column.transposed()
    diagonal = .identity(count)
    same = isSameClass - diagonal
    different = 1 - isSameClass
  }

  var sameCount: Float { max(1, same.sum().item) }
  var differentCount: Float { max(1, different.sum().item) }
}
