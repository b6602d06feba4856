import Autograd
import Basics
import Tensor

/// −log of the softmax that tells an element's partner from all elements of other classes, by the cosine
/// over a temperature: the loss of SimCLR, which needs no labels where each class is one image and its
/// elements are distorted views of it, see `Batches.views`.
///
/// For each ordered pair (i, j) of one class, with s the cosine over the temperature τ and N the
/// elements of other classes than i's:
///
/// −log(exp s(i, j) / (exp s(i, j) + Σ over k in N of exp s(i, k))).
///
/// Chen, Kornblith, Norouzi and Hinton, "A simple framework for contrastive learning of visual
/// representations", 2020, eq. 1. ``supervisedContrastiveLoss(_:labels:)`` has the other elements of i's
/// class in the sum as well; with two views of each image the two losses are one.
///
/// - Parameters:
///   - embeddings: `[count, features]`; their lengths do not matter.
///   - labels: The class of each embedding; at least two share one.
///   - temperature: τ, positive; default 0.1.
/// - Returns: The mean over all ordered pairs of one class, of shape `[]`.
public func ntXentLoss(_ embeddings: Tensor, labels: [Int], temperature: Float = 0.1) -> Tensor {
  require(
    embeddings.rank == 2 && embeddings.shape[0] == labels.count,
    "ntXentLoss: \(labels.count) labels for embeddings \(embeddings.shape)")
  require(
    temperature > 0 && temperature.isFinite,
    "ntXentLoss: expected a positive temperature, got \(temperature)")
  let logits = Tensor.pairwiseCosine(embeddings, embeddings) / temperature
  let pairs = ClassPairs(labels, fitting: logits, "ntXentLoss")
  let others = (logits * pairs.different - (1 - pairs.different) * 1e9).logSumExp()
  let losses = (others.expandingDimension(at: 1) - logits).softplus()
  return (losses * pairs.same).sum() / pairs.sameCount
}
