import Autograd
import Basics
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
  requireSoundMargin(margin, "contrastiveLoss")
  let pushed = (margin - distance).relu().square()
  return reduction((same * distance.square() + (1 - same) * pushed) * 0.5, "contrastiveLoss")
}

/// The contrastive loss of the Euclidean distances of all pairs of a batch, see
/// ``contrastiveLoss(_:_:margin:reduction:)``.
///
/// - Parameters:
///   - embeddings: `[count, features]`, at least two.
///   - labels: The class of each embedding.
///   - margin: How far pairs of two classes are pushed apart; default 1.
///   - reduction: Over the `count · (count − 1) / 2` pairs; default the mean.
public func contrastiveLoss(
  _ embeddings: Tensor, labels: [Int], margin: Float = 1, reduction: LossReduction = .mean
) -> Tensor {
  let count = labels.count
  require(
    embeddings.rank == 2 && embeddings.shape[0] == count && count >= 2,
    "contrastiveLoss: \(count) labels for embeddings \(embeddings.shape), expected two or more")
  let pairs = (0..<count).flatMap { i in (i + 1..<count).map { (i, $0) } }
  let squares = Tensor.pairwiseSquaredL2(embeddings, embeddings)
    .reshaped(to: [count * count]).gathered(at: pairs.map { $0 * count + $1 })
  // √ has no slope at 0: coinciding points are moved apart by 1e-6.
  return contrastiveLoss(
    (squares + 1e-12).sqrt(), Tensor(pairs.map { labels[$0] == labels[$1] ? 1 : 0 }),
    margin: margin, reduction: reduction)
}

/// The contrastive loss of the Euclidean distances of a batch from a reference set, see
/// ``contrastiveLoss(_:_:margin:reduction:)``.
///
/// - Parameters:
///   - embeddings: `[count, features]`.
///   - labels: The class of each embedding.
///   - reference: The embeddings that the batch is compared with. A pair of an element and itself is left
///     out; at least one other pair must remain.
///   - margin: How far pairs of two classes are pushed apart; default 1.
///   - reduction: Over the pairs; default the mean.
public func contrastiveLoss(
  _ embeddings: Tensor, labels: [Int], against reference: ReferenceSet, margin: Float = 1,
  reduction: LossReduction = .mean
) -> Tensor {
  let squares = Tensor.pairwiseSquaredL2(embeddings, reference.embeddings)
  let pairs = ClassPairs(labels, fitting: squares, against: reference, "contrastiveLoss")
  let own = pairs.own.scalars
  let places = own.indices.filter { own[$0] == 0 }
  let distances = (squares.reshaped(to: [squares.count]).gathered(at: places) + 1e-12).sqrt()
  return contrastiveLoss(
    distances, pairs.same.reshaped(to: [squares.count]).gathered(at: places), margin: margin,
    reduction: reduction)
}
