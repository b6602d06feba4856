import Autograd
import Tensor

/// Binary cross-entropy of every pair of a batch, where pairs of one class and pairs of two weigh as
/// much together, whatever their numbers: in-batch training of the blog's and the paper's loss.
///
/// With a hardness h the pairs of each element that are of one kind are weighted by the softmax of
/// h · ℓ, where ℓ is the logit of a pair of two classes and the negative logit of a pair of one: what is
/// hardest to judge counts most. The weights carry no gradient. Most pairs of two classes are told
/// apart soon, and without weights they drown the few that decide a task.
///
/// - Parameters:
///   - logits: `[n, n]`: how alike elements i and j are, such as `siamese.logits(…)` of a batch with
///     itself; the diagonal takes no part.
///   - labels: The class of each element; at least two share one and two differ.
///   - hardness: How much more hard pairs weigh; default not at all.
/// - Returns: The mean of the two kinds' means, of shape `[]`.
public func allPairsBinaryCrossEntropy(
  _ logits: Tensor, labels: [Int], hardness: PairHardness = .none
) -> Tensor {
  let pairs = ClassPairs(labels, fitting: logits, "allPairsBinaryCrossEntropy")
  let losses = binaryCrossEntropy(logits: logits, pairs.same, reduction: .none)
  let values = logits.detached
  func mean(_ members: Tensor, _ count: Float, _ hardness: Float, _ difficulty: Tensor) -> Tensor {
    if hardness == 0 { return (losses * members).sum() / count }
    let weights = (difficulty * hardness - (1 - members) * 1e9).softmax() * members
    // Elements without a partner of the kind take no part.
    return (losses * weights).sum() / max(1, members.max(axes: [1]).sum().item)
  }
  return
    (mean(pairs.same, pairs.sameCount, hardness.same, -values)
    + mean(pairs.different, pairs.differentCount, hardness.different, values)) * 0.5
}
