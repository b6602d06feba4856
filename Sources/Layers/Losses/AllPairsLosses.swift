import Autograd
import Basics
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

/// How much more than others the pairs weigh that are hard to judge, see
/// ``allPairsBinaryCrossEntropy(_:labels:hardness:)``; 0 for pairs that all weigh the same.
public struct PairHardness: Sendable, Hashable {
  /// For pairs of one class.
  public var same: Float
  /// For pairs of two classes.
  public var different: Float

  /// The given values, neither of them negative.
  public init(same: Float, different: Float) {
    require(
      same >= 0 && different >= 0,
      "PairHardness: expected nothing negative, got same \(same) and different \(different)")
    self.same = same
    self.different = different
  }

  /// All pairs weigh the same.
  public static let none = PairHardness(same: 0, different: 0)
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
