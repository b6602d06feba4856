import Autograd
import Layers
import Tensor

/// Compares two images by the Euclidean distance of their embeddings: the score is −‖f(a) − f(b)‖.
///
/// It judges a leg that was trained by a contrastive or triplet loss, in tasks as in verification. With
/// k shots a class's score is the mean of k; ``NearestCentroid`` averages embeddings instead.
public struct EmbeddingScorer<Leg: Layer>: OneShotScorer {
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

  /// The embedding of each image as a vector.
  public func represent(_ images: Tensor) -> [Tensor] {
    let embeddings = leg(images).flattened()
    return (isNormalized ? embeddings.l2Normalized() : embeddings).elements
  }

  /// The negative distances: `[queries, supports]`.
  public func scores(of queries: [Tensor], against supports: [Tensor]) -> Tensor {
    -Tensor.pairwiseSquaredL2(.stacked(queries), .stacked(supports)).sqrt()
  }
}
