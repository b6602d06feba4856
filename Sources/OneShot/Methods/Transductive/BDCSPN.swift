import Autograd
import Basics
import Tensor

/// Prototypes that are mended by the queries themselves: each query counts as one more example of the class
/// that it seems to be of, by how sure that is.
///
/// The queries are first moved so that their mean is that of the support images. Then each class's prototype
/// is the mean over its examples and the queries that are nearest to it, weighed by exp(s · cos) of their
/// angle with the prototype so far; a query's score is its cosine with the new prototype. Liu, Song and Qin,
/// "Prototype rectification for few-shot learning", 2020, section 3.3 (BD-CSPN).
///
/// It sees all queries of a task. It does not presume that each class is asked for as often, but moving the
/// queries helps little if they are of other classes than the support in the mean. With one query the prototypes
/// stay as they are.
public struct BDCSPN<Features: TaskScorer>: TransductiveScorer {
  /// The method whose embeddings, as vectors, are the features.
  public let features: Features
  /// s: how much more those weigh that are near.
  public let sharpness: Float
  /// `bd-cspn`.
  public let name = "bd-cspn"

  /// Mends the prototypes of another method's embeddings.
  ///
  /// - Parameters:
  ///   - features: Embeds an image.
  ///   - sharpness: s, not negative; default 10, as in the paper.
  public init(_ features: Features, sharpness: Float = 10) {
    require(
      sharpness >= 0 && sharpness.isFinite,
      "BDCSPN: expected a sharpness of at least 0, got \(sharpness)")
    self.features = features
    self.sharpness = sharpness
  }

  /// The cosines of the queries with the mended prototypes: `[queries, ways]`.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(
      name, queries: queries.detached, support: support.detached)
    return .pairwiseCosine(task.queryVectors, task.rectifiedPrototypes(sharpness: sharpness))
  }
}

extension TaskEmbeddings {
  /// A prototype for each class, mended by the queries: `[ways, size]`; see ``BDCSPN``.
  func rectifiedPrototypes(sharpness: Float) -> Tensor {
    guard queries.shape[0] > 1 else { return means }
    let shift = supportVectors.mean(axes: [0]) - queryVectors.mean(axes: [0])
    let moved = queryVectors + shift
    let (near, nearQueries) = (
      Tensor.pairwiseCosine(supportVectors, means), Tensor.pairwiseCosine(moved, means)
    )
    let classes = Tensor.concatenated([
      supportClasses, .oneHot(nearQueries.argmax(axis: 1), classes: ways),
    ])
    let weights = classes * (Tensor.concatenated([near, nearQueries]) * sharpness).exp()
    let examples = Tensor.concatenated([supportVectors, moved])
    return weights.transposed().matmul(examples)
      / weights.sum(axes: [0]).expandingDimension(at: 1)
  }
}
