import Basics

/// One N-way k-shot task over the images of a dataset: to say of each query which of N classes it
/// belongs to, from k examples of each class.
public struct OneShotTask: Sendable, Hashable {
  /// For each of the N classes, the positions of its k support images in the dataset.
  public let support: [[Int]]
  /// The positions of the query images.
  public let queries: [Int]
  /// For each query, the position of its class in `support`.
  public let answers: [Int]

  /// A task; every class has the same number of support images and every query an answer.
  public init(support: [[Int]], queries: [Int], answers: [Int]) {
    require(
      !support.isEmpty && support.allSatisfy { $0.count == support[0].count && !$0.isEmpty },
      "OneShotTask: each class needs the same number of support images, got "
        + "\(support.map(\.count))")
    require(
      queries.count == answers.count && answers.allSatisfy(support.indices.contains),
      "OneShotTask: \(queries.count) queries, answers \(answers) for \(support.count) classes")
    self.support = support
    self.queries = queries
    self.answers = answers
  }

  /// The number of classes, N.
  public var ways: Int { support.count }
  /// The number of support images of a class, k.
  public var shots: Int { support[0].count }
  /// The positions of all its images: the support, class by class, then the queries.
  public var images: [Int] { support.flatMap { $0 } + queries }
}
