import Tensor

/// A method of N-way k-shot classification, as the evaluation sees it: it represents each image for
/// itself, once, and then scores queries against the whole support set of a task.
///
/// Methods that compare two images at a time conform to ``OneShotScorer`` instead, which refines this
/// protocol: the score of a class is then the mean over its shots.
public protocol TaskScorer: Sendable {
  /// What the method keeps of one image.
  associatedtype Representation: Sendable

  /// The method's name in reports: `siamese`, `prototypical`.
  var name: String { get }

  /// One representation for each image of `[count, height, width, 1]`, 0 for paper and 1 for ink.
  func represent(_ images: Tensor) -> [Representation]

  /// How well each class fits each query: `[queries, ways]`, larger for better.
  ///
  /// - Parameters:
  ///   - queries: The representations of the queries.
  ///   - support: For each class the representations of its shots, as many for each.
  func scores(of queries: [Representation], support: [[Representation]]) -> Tensor
}
