import Autograd
import Layers
import Tensor

/// Compares two images by the Euclidean distance of their embeddings: the score is −‖f(a) − f(b)‖.
///
/// It judges a leg that was trained by a contrastive or triplet loss, in tasks as in verification. With
/// k shots a class's score is the mean of k; ``NearestCentroid`` averages embeddings instead.
public struct EmbeddingScorer<Leg: Layer>: PairScorer {
  /// Embeds an image; it must be built.
  public let leg: Leg
  /// Whether each embedding is divided by its length first.
  public let isNormalized: Bool
  /// `embedding`.
  public let name = "embedding"

  /// Scores with a trained leg.
  ///
  /// - Parameters:
  ///   - leg: Embeds an image; it must be built.
  ///   - isNormalized: Whether each embedding is divided by its length first, as it should be where it was
  ///     in training; default false.
  public init(_ leg: Leg, isNormalized: Bool = false) {
    self.leg = leg
    self.isNormalized = isNormalized
  }

  /// The embedding of each image as a vector: `[n, size]`.
  public func embed(_ images: Tensor) -> Tensor {
    let embeddings = leg(images).flattened()
    return isNormalized ? embeddings.l2Normalized() : embeddings
  }

  /// The negative distances: `[m, n]`.
  public func scores(of a: Tensor, with b: Tensor) -> Tensor {
    requireComparable(a, b)
    return -Tensor.pairwiseSquaredL2(a.flattened(), b.flattened()).sqrt()
  }

  /// The negative distances: `[n]`.
  public func pairScores(of a: Tensor, _ b: Tensor) -> Tensor {
    requireAligned(a, b)
    return -(a - b).flattened().square().sum(axes: [1]).sqrt()
  }
}
