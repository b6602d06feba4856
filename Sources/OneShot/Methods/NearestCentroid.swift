import Autograd
import Basics
import Datasets
import Kernels
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
/// let mean = meanEmbedding(of: leg, over: training)
/// evaluate(NearestCentroid(leg, transform: .centeredAndNormalized(mean: mean)), on: tasks, of: unseen)
/// ```
public struct NearestCentroid<Leg: Layer>: TaskScorer {
  /// What becomes of an embedding x before it is compared.
  public enum Transform: Sendable {
    /// x (the paper's UN).
    case none
    /// x / ‖x‖ (L2N).
    case normalized
    /// (x − mean) / ‖x − mean‖ (CL2N), the mean being that of the classes that the leg was trained on:
    /// `[size]`, see `meanEmbedding`.
    case centeredAndNormalized(mean: Tensor)
  }

  /// Embeds an image; it must be built.
  public let leg: Leg
  /// What becomes of an embedding before it is compared.
  public let transform: Transform
  /// `nearest-centroid`, with `-l2n` or `-cl2n` behind it where embeddings are transformed.
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

  /// The transformed embedding of each image as a vector.
  public func represent(_ images: Tensor) -> [Tensor] {
    let embeddings = leg(images).flattened()
    switch transform {
    case .none: return embeddings.elements
    case .normalized: return embeddings.l2Normalized().elements
    case .centeredAndNormalized(let mean):
      require(
        mean.shape == [embeddings.shape[1]],
        "\(name): expected a mean of \(embeddings.shape[1]) scalars, got \(mean.shape)")
      return (embeddings - mean).l2Normalized().elements
    }
  }

  /// The negative squared distances of the queries from the classes' centroids: `[queries, ways]`.
  public func scores(of queries: [Tensor], support: [[Tensor]]) -> Tensor {
    let task = TaskEmbeddings(
      name, queries: .stacked(queries), support: .stacked(support.map { .stacked($0) }))
    return -Tensor.pairwiseSquaredL2(task.queryVectors, task.means)
  }
}

/// The mean over all images of a dataset of a leg's embedding as a vector, `[size]`: what features are
/// centered by.
///
/// - Parameters:
///   - leg: Embeds an image; it must be built.
///   - dataset: The images, usually those that the leg was trained on; at least one.
///   - batchSize: How many images are embedded at a time; default 64.
public func meanEmbedding(
  of leg: some Layer, over dataset: ImageDataset, batchSize: Int = 64
) -> Tensor {
  require(
    batchSize >= 1 && dataset.count >= 1,
    "meanEmbedding: batches of \(batchSize), \(dataset.count) images")
  var sum: Tensor = 0
  for start in stride(from: 0, to: dataset.count, by: batchSize) {
    let images = dataset.images(at: Array(start..<min(start + batchSize, dataset.count)))
    sum += leg(images).flattened().sum(axes: [0])
  }
  return sum / Float(dataset.count)
}
