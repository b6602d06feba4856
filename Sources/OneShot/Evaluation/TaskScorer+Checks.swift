import Autograd
import Basics
import Tensor

extension TaskScorer {
  /// The embeddings, of which there must be one for each image; a constant to whatever gradient is taken.
  func checkedEmbeddings(of images: Tensor) -> Tensor {
    let embeddings = embed(images)
    require(
      embeddings.rank >= 1 && embeddings.shape[0] == images.shape[0],
      "\(name): expected \(images.shape[0]) embeddings of as many images, got \(embeddings.shape)")
    return embeddings.detached
  }

  /// The scores, of which there must be one for each query and class; constants as well.
  func checkedScores(of queries: Tensor, support: Tensor) -> Tensor {
    let scores = scores(of: queries, support: support)
    requireScores(scores, [queries.shape[0], support.shape[0]])
    return scores.detached
  }

  /// Stops if a method does not give as many scores as it was asked for.
  func requireScores(_ scores: Tensor, _ expected: Shape) {
    require(scores.shape == expected, "\(name): expected scores \(expected), got \(scores.shape)")
  }

  /// Stops if rows of the one tensor cannot be compared with rows of the other.
  func requireComparable(_ a: Tensor, _ b: Tensor) {
    require(
      a.rank >= 1 && b.rank >= 1 && a.shape.droppingFirst == b.shape.droppingFirst,
      "\(name): expected embeddings of one shape, got \(a.shape) and \(b.shape)")
  }

  /// Stops if rows of the one tensor and rows of the other do not pair up.
  func requireAligned(_ a: Tensor, _ b: Tensor) {
    require(
      a.rank >= 1 && a.shape == b.shape,
      "\(name): expected as many embeddings on both sides, got \(a.shape) and \(b.shape)")
  }
}
