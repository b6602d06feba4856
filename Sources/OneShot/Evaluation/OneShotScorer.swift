import Autograd
import Basics
import Tensor

/// Says how alike two images are: all that one-shot classification needs of a method.
///
/// A method first represents each image for itself, once, and then scores pairs of representations,
/// so that 400 official trials cost 800 representations and not one for each of 16 000 images
/// compared. With k shots a class's score is the mean of k.
///
/// ```swift
/// struct InkCount: OneShotScorer {
///   let name = "ink-count"
///   func represent(_ images: Tensor) -> [Float] { images.flattened().sum(axes: [1]).scalars }
///   func scores(of queries: [Float], against supports: [Float]) -> Tensor {
///     -(Tensor(queries).expandingDimension(at: 1) - Tensor(supports)).abs()
///   }
/// }
/// ```
public protocol OneShotScorer: TaskScorer {
  /// How alike each query is to each support image: `[queries, supports]`, larger for more alike.
  func scores(of queries: [Representation], against supports: [Representation]) -> Tensor
}

extension OneShotScorer {
  /// The mean of the scores of each class's shots: `[queries, ways]`.
  public func scores(of queries: [Representation], support: [[Representation]]) -> Tensor {
    let scores = checkedScores(of: queries, against: support.flatMap { $0 })
    let shots = support[0].count
    if shots == 1 { return scores }
    return scores.reshaped(to: [queries.count, support.count, shots]).mean(axes: [2])
  }

  /// The scores, of which there must be one for each pair.
  func checkedScores(
    of queries: [Representation], against supports: [Representation]
  ) -> Tensor {
    let scores = scores(of: queries, against: supports)
    require(
      scores.shape == [queries.count, supports.count],
      "\(name): expected scores [\(queries.count), \(supports.count)], got \(scores.shape)")
    return scores
  }
}
