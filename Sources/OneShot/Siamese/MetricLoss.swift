import Autograd
import Basics
import Layers
import Tensor

/// The loss of the recipes for a Siamese network: two parts over all pairs of a batch, one for the leg and
/// one for the head.
///
/// The first teaches the leg: each image is to find those of its own class among the batch, by the softmax
/// of how alike their embeddings are (``/Layers/supervisedContrastiveLoss(_:labels:)``). How alike is not the head's
/// to say here, but the distance's times a fixed scale: with a scale that is learned, a network can lower
/// this loss by shouting instead of by telling classes apart.
///
/// The second makes the head's verdict a probability (``/Layers/allPairsBinaryCrossEntropy(_:labels:hardness:)``),
/// and leaves the leg alone: its embeddings are constants there.
///
/// ```swift
/// try train(
///   &siamese, with: &optimizer, on: batches, steps: 1000
/// ) { siamese, batch in
///   metricLoss(siamese, batch)
/// }
/// ```
///
/// - Parameters:
///   - siamese: The network.
///   - batch: Images of several classes, several of each; at least two of one class and two of different
///     ones.
///   - scale: The inverse temperature of the softmax, with the sign that makes larger mean more alike;
///     default nil: the distance's own, such as −5 for `meanSquared`. A larger magnitude cares more
///     about the hardest others, a smaller one about all.
///   - legs: Into how many parts of one size embeddings are cut, each of which is to find its own class
///     alone, so that the first part of the loss is the mean of theirs; default 1. For legs side by side
///     in a ``/Layers/Parallel``, which learn more that is different if none relies on another.
/// - Returns: A scalar, of shape `[]`.
public func metricLoss(
  _ siamese: Siamese<some Layer>, _ batch: LabeledImages, scale: Float? = nil, legs: Int = 1
) -> Tensor {
  let embeddings = siamese.embed(batch.images)
  let size = siamese.embeddingSize
  require(
    legs > 0 && size.isMultiple(of: legs),
    "metricLoss: cannot cut embeddings of \(size) into \(legs)")
  func finding(_ part: Tensor) -> Tensor {
    let likeness = siamese.distance.likeness(part, part, scale: scale)
    return supervisedContrastiveLoss(likeness, labels: batch.labels)
  }
  let width = size / legs
  let parts = (0..<legs).map { finding(embeddings.slice($0 * width..<($0 + 1) * width, axis: 1)) }
  let still = embeddings.detached
  return Tensor.stacked(parts).mean()
    + allPairsBinaryCrossEntropy(
      siamese.logits(embeddings: still, with: still), labels: batch.labels)
}

/// Binary cross-entropy of the head's verdict on all pairs of a batch, by which leg and head learn together:
/// what a network that is only to verify pairs is trained by.
///
/// - Parameters:
///   - siamese: The network.
///   - batch: Images of several classes, several of each.
///   - hardness: How much more than others the pairs weigh that are hard to judge; by default those of two
///     classes more than those of one.
/// - Returns: A scalar, of shape `[]`.
public func verificationLoss(
  _ siamese: Siamese<some Layer>, _ batch: LabeledImages,
  hardness: PairHardness = PairHardness(same: 1, different: 2)
) -> Tensor {
  let embeddings = siamese.embed(batch.images)
  return allPairsBinaryCrossEntropy(
    siamese.logits(embeddings: embeddings, with: embeddings), labels: batch.labels,
    hardness: hardness)
}
