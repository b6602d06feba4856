import Autograd
import Basics
import Datasets
import Tensor

/// The images of a task, to learn from or to answer: for each of N classes k examples, and queries.
///
/// ```swift
/// let sampler = try TaskSampler(dataset, ways: 5, shots: 1, queries: 25)
/// let episode = Episode(sampler.task(using: &random), of: dataset)
/// episode.images.shape    // [30, 28, 28, 1]
/// ```
public struct Episode: Sendable {
  /// The support images, class by class, and then the queries: `[ways · shots + queries] + image`.
  /// Distort them here, if at all.
  public var images: Tensor
  /// The number of classes, N.
  public let ways: Int
  /// The number of support images of a class, k.
  public let shots: Int
  /// For each query, its class.
  public let answers: [Int]

  /// The images of `task`, positions in `dataset`.
  public init(_ task: OneShotTask, of dataset: ImageDataset) {
    self.init(
      dataset.images(at: task.images), ways: task.ways, shots: task.shots, answers: task.answers)
  }

  /// An episode of the given images.
  ///
  /// - Parameters:
  ///   - images: The support images, class by class, and then the queries, one for each answer:
  ///     `[ways · shots + queries] + image`.
  ///   - ways: The number of classes, N.
  ///   - shots: The number of support images of a class, k.
  ///   - answers: For each query its class, below `ways`.
  public init(_ images: Tensor, ways: Int, shots: Int, answers: [Int]) {
    require(
      ways >= 1 && shots >= 1 && images.rank >= 1
        && images.shape[0] == ways * shots + answers.count,
      "Episode: expected \(ways) · \(shots) support images and \(answers.count) queries, got a batch "
        + "of shape \(images.shape)")
    require(
      answers.allSatisfy((0..<ways).contains),
      "Episode: answers \(answers) for \(ways) classes")
    self.images = images
    self.ways = ways
    self.shots = shots
    self.answers = answers
  }
}
