import Tensor

/// A method of N-way k-shot classification, as the evaluation sees it: it embeds each image for itself,
/// once, and then scores queries against the whole support set of a task.
///
/// An embedding is a row of a tensor, of any shape: the output of a leg, the pixels themselves, a number.
///
/// ```swift
/// struct InkCount: TaskScorer {
///   let name = "ink-count"
///   func embed(_ images: Tensor) -> Tensor {
///     images.flattened().sum(axes: [1])
///   }
///   func scores(of queries: Tensor, support: Tensor) -> Tensor {
///     -(queries.expandingDimension(at: 1) - support.mean(axes: [1])).abs()
///   }
/// }
/// print(Evaluation(of: InkCount(), on: tasks))
/// ```
///
/// Methods that compare two images at a time conform to ``PairScorer`` instead, which refines this
/// protocol: the score of a class is then the mean over its shots.
public protocol TaskScorer: Sendable {
  /// The method's name in reports: `siamese`, `prototypical`.
  var name: String { get }

  /// A row for each image of `[count, height, width, channels]`: `[count]` followed by
  /// the shape of an embedding. The row of an image depends on that image alone.
  func embed(_ images: Tensor) -> Tensor

  /// How well each class fits each query, larger for better.
  ///
  /// - Parameters:
  ///   - queries: The embeddings of the queries, `[queries] + embedding`.
  ///   - support: Those of k examples of each of N classes, `[ways, shots] + embedding`.
  /// - Returns: `[queries, ways]`.
  func scores(of queries: Tensor, support: Tensor) -> Tensor

  /// Whether what is said of a query depends on the other queries beside it; default false.
  ///
  /// Such a method knows more of a task than one that answers each query for itself: reports keep the two
  /// apart, see ``TransductiveScorer``.
  var isTransductive: Bool { get }
}

extension TaskScorer {
  /// False: each query is answered for itself.
  public var isTransductive: Bool { false }
}
