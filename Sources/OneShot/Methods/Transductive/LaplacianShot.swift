import Autograd
import Basics
import Kernels
import Tensor

/// Lets queries that are alike agree: a query's classes are judged by its distance from the prototypes and
/// by what is said of its nearest neighbors among the queries.
///
/// With aₓ(n) the squared distance of query x from the prototype of class n and N(x) the k queries nearest to
/// it, the assignment y is repeated until it stands still:
///
/// yₓ = softmax(−aₓ + λ Σ over N(x) of y).
///
/// Ziko, Dolz, Granger and Ben Ayed, "Laplacian regularized few-shot learning", 2020, eq. 12 and algorithm 1,
/// there with the prototypes of ``BDCSPN`` as here, and features of length 1.
///
/// It sees all queries of a task. It does not presume that each class is asked for as often. With one query,
/// there are no neighbors, and the prototypes decide.
public struct LaplacianShot<Features: TaskScorer>: TransductiveScorer {
  /// The method whose embeddings, as vectors, are the features.
  public let features: Features
  /// k: how many of the nearest queries are asked.
  public let neighbors: Int
  /// λ: how much they count.
  public let weight: Float
  /// The most steps that are taken.
  public let steps: Int
  /// How sharply prototypes are mended, see ``BDCSPN/sharpness``.
  public let sharpness: Float
  /// `laplacian-shot`.
  public let name = "laplacian-shot"

  /// Judges another method's embeddings.
  ///
  /// - Parameters:
  ///   - features: Embeds an image; best with length 1, such as `NearestCentroid(leg, transform: .normalized)`.
  ///   - neighbors: k, at least 0; default 2.
  ///   - weight: λ, not negative; default 0.7.
  ///   - steps: The most steps that are taken, at least 1; default 20.
  ///   - sharpness: How sharply prototypes are mended; default 10.
  public init(
    _ features: Features, neighbors: Int = 2, weight: Float = 0.7, steps: Int = 20,
    sharpness: Float = 10
  ) {
    require(
      neighbors >= 0 && weight >= 0 && weight.isFinite && steps >= 1 && sharpness >= 0
        && sharpness.isFinite,
      "LaplacianShot: \(neighbors) neighbors of weight \(weight), \(steps) steps, sharpness "
        + "\(sharpness)")
    self.features = features
    self.neighbors = neighbors
    self.weight = weight
    self.steps = steps
    self.sharpness = sharpness
  }

  /// y: how far each query belongs to each class, `[queries, ways]`; rows sum to 1.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(
      name, queries: queries.detached, support: support.detached)
    let vectors = task.queryVectors
    if vectors.shape[0] == 0 { return .zeros([0, task.ways]) }
    let distances = Tensor.pairwiseSquaredL2(
      vectors, task.rectifiedPrototypes(sharpness: sharpness))
    let affinities = affinities(of: vectors)
    var assignments = (-distances).softmax()
    var bound = Float.infinity
    for step in 0..<steps {
      assignments = (affinities.matmul(assignments) * weight - distances).softmax()
      let next = self.bound(assignments, distances, affinities)
      if step > 1 && abs(next - bound) <= 1e-6 * abs(bound) { break }
      bound = next
    }
    return assignments
  }

  /// 1 where the column's query is among the nearest of the row's: `[queries, queries]`.
  private func affinities(of vectors: Tensor) -> Tensor {
    let count = vectors.shape[0]
    let nearness = -Tensor.pairwiseSquaredL2(vectors, vectors) - .identity(count) * 1e30
    let k = min(neighbors, count - 1)
    var result = Tensor.zeros([count, count])
    let nearest = nearness.topK(k).indices
    result.withUnsafeMutableScalars { result in
      for (place, neighbor) in nearest.enumerated() { result[place / k * count + neighbor] = 1 }
    }
    return result
  }

  /// What a step lowers: eq. 7 of the paper.
  private func bound(_ y: Tensor, _ distances: Tensor, _ affinities: Tensor) -> Float {
    let pairs = affinities.matmul(y) * y * weight
    return (y * (y + 1e-12).log() + distances * y - pairs).sum().item
  }
}
