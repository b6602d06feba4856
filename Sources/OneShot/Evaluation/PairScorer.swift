import Autograd
import Tensor

/// Says how alike two images are: all that one-shot classification needs of a method.
///
/// Images are embedded once, and then rows are compared, so that 400 official trials cost 800 embeddings
/// and not one for each of 16 000 images compared. With k shots a class's score is the mean of k.
///
/// ```swift
/// struct InkCount: PairScorer {
///   let name = "ink-count"
///   func embed(_ images: Tensor) -> Tensor {
///     images.flattened().sum(axes: [1])
///   }
///   func scores(of a: Tensor, with b: Tensor) -> Tensor {
///     -(a.expandingDimension(at: 1) - b).abs()
///   }
/// }
/// ```
public protocol PairScorer: TaskScorer {
  /// How alike each row of one tensor of embeddings is to each row of another, larger for more alike.
  ///
  /// - Parameters:
  ///   - a: `[m] + embedding`.
  ///   - b: `[n] + embedding`.
  /// - Returns: `[m, n]`.
  func scores(of a: Tensor, with b: Tensor) -> Tensor

  /// How alike each row of one tensor of embeddings is to the row at the same place of another.
  ///
  /// By default the pairs are scored one at a time, which is slow: write it out if there are many.
  ///
  /// - Parameters:
  ///   - a: `[n] + embedding`.
  ///   - b: The same shape.
  /// - Returns: `[n]`.
  func pairScores(of a: Tensor, _ b: Tensor) -> Tensor
}

extension PairScorer {
  /// The mean of the scores of each class's shots: `[queries, ways]`.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    let task = TaskEmbeddings(name, queries: queries, support: support)
    let (count, examples) = (queries.shape[0], task.ways * task.shots)
    let scores = scores(of: queries, with: task.supportRows)
    requireScores(scores, [count, examples])
    if task.shots == 1 { return scores }
    return scores.reshaped(to: [count, task.ways, task.shots]).mean(axes: [2])
  }

  /// Each pair by itself: `[n]`.
  public func pairScores(of a: Tensor, _ b: Tensor) -> Tensor {
    requireAligned(a, b)
    return Tensor((0..<a.shape[0]).map { scores(of: a[$0..<$0 + 1], with: b[$0..<$0 + 1]).item })
  }
}
