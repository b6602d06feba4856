import Autograd
import Basics
import Datasets
import Layers
import Tensor

/// Compares a query with the mean feature of each class, features being those of a trained leg: the
/// score is −‖z(x) − cₙ‖², where z transforms the leg's embedding and cₙ is the mean of z over the k
/// examples of class n.
///
/// Wang, Chao, Weinberger and van der Maaten, "SimpleShot: revisiting nearest-neighbor classification for
/// few-shot learning", 2019. Nothing is learned here: the leg may be one of a classifier, of
/// a ``Siamese`` network, or trained by a contrastive or triplet loss.
///
/// ```swift
/// let mean = leg.embed(training).mean
/// let scorer = NearestCentroid(
///   leg, transform: .centeredAndNormalized(mean: mean))
/// print(Evaluation(of: scorer, on: tasks))
/// ```
public struct NearestCentroid<Leg: Layer>: TaskScorer {
  /// What becomes of an embedding x before it is compared.
  public enum Transform: Sendable {
    /// x (the paper's UN).
    case none
    /// x / ‖x‖ (L2N).
    case normalized
    /// (x − mean) / ‖x − mean‖ (CL2N), the mean being that of the classes that the leg was trained on:
    /// of an embedding's shape, see ``Embeddings/mean``.
    case centeredAndNormalized(mean: Tensor)
  }

  /// Embeds an image; it must be built.
  public let leg: Leg
  /// What becomes of an embedding before it is compared.
  public let transform: Transform
  /// `nearest-centroid`, with `-l2n` or `-cl2n` behind it if embeddings are transformed.
  public let name: String

  /// Scores with a trained leg.
  ///
  /// - Parameters:
  ///   - leg: Embeds an image; it must be built.
  ///   - transform: What becomes of an embedding before it is compared; default nothing.
  public init(_ leg: Leg, transform: Transform = .none) {
    self.leg = leg
    self.transform = transform
    let suffix =
      switch transform {
      case .none: ""
      case .normalized: "-l2n"
      case .centeredAndNormalized: "-cl2n"
      }
    name = "nearest-centroid" + suffix
  }

  /// The transformed embedding of each image as a vector: `[n, size]`.
  public func embed(_ images: Tensor) -> Tensor {
    let embeddings = leg(images).flattened()
    switch transform {
    case .none: return embeddings
    case .normalized: return embeddings.l2Normalized()
    case .centeredAndNormalized(let mean):
      require(
        mean.count == embeddings.shape[1],
        "\(name): expected a mean of \(embeddings.shape[1]) scalars, got \(mean.shape)")
      return (embeddings - mean.reshaped(to: [mean.count])).l2Normalized()
    }
  }

  /// The negative squared distances of the queries from the classes' centroids: `[queries, ways]`.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(name, queries: queries, support: support)
    return -Tensor.pairwiseSquaredL2(task.queryVectors, task.means)
  }
}
