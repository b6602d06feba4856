import Basics
import Datasets
import Tensor

/// Draws N-way k-shot tasks from a dataset.
///
/// ```swift
/// let sampler = try TaskSampler(
///   dataset, ways: 20, queries: 20, drawers: .separate)
/// // 20 tasks, drawn as the official ones are:
/// let tasks = sampler.tasks(trials: 400, seed: 1)
/// print(Evaluation(of: siamese, on: tasks))  // 78.8 % ± 4.0 (315 of 400)
/// ```
public struct TaskSampler: Sendable {
  /// Where the classes of a task are from.
  public enum Scope: Sendable, Hashable {
    /// All of one group, drawn uniformly: the harder kind, and that of Omniglot's official runs.
    case withinGroup
    /// Any classes of the dataset.
    case acrossGroups
  }

  /// Who drew the images of a task.
  public enum Drawers: Sendable, Hashable {
    /// Anyone: the images are only distinct.
    case mixed
    /// One drawer for all first support images, another for all second ones, and others again for
    /// the queries, as in the official runs (Lake, Salakhutdinov and Tenenbaum, "Human-level concept
    /// learning through probabilistic program induction", 2015). Image i of each class must be by
    /// drawer i.
    case separate
  }

  /// The number of classes of a task, N.
  public let ways: Int
  /// The number of support images of a class, k.
  public let shots: Int
  /// The number of queries of a task.
  public let queries: Int
  /// Where the classes of a task are from.
  public let scope: Scope
  /// Who drew the images of a task.
  public let drawers: Drawers
  let groups: ClassGroups

  /// A sampler of tasks from `dataset`, whose images are distinct within a task.
  ///
  /// - Parameters:
  ///   - dataset: The classes and images to draw from.
  ///   - ways: The number of classes, N.
  ///   - shots: The number of support images of a class, k; default 1.
  ///   - queries: The number of queries; the classes take turns in a random order, so that N queries
  ///     ask once for each class. Default 1.
  ///   - scope: Where the classes are from; default one group.
  ///   - drawers: Who drew the images; default anyone.
  /// - Throws: ``SamplingError`` when a size is below 1, a group (or across groups the dataset)
  ///   has fewer than N classes, or a class fewer images than a task may need of it.
  public init(
    _ dataset: ImageDataset, ways: Int, shots: Int = 1, queries: Int = 1,
    scope: Scope = .withinGroup, drawers: Drawers = .mixed
  ) throws(SamplingError) {
    try SamplingError.check(("ways", ways, 1), ("shots", shots, 1), ("queries", queries, 1))
    self.ways = ways
    self.shots = shots
    self.queries = queries
    self.scope = scope
    self.drawers = drawers
    groups = ClassGroups(of: dataset)
    let purpose = "a \(ways)-way task"
    switch scope {
    case .withinGroup: try groups.requireClassesInEach(ways, for: purpose)
    case .acrossGroups: try groups.requireClasses(ways, for: purpose)
    }
    try groups.requireImages(
      imagesPerClass,
      for: "a \(shots)-shot \(ways)-way task with \(queries) \(queries == 1 ? "query" : "queries")")
  }

  /// `count` tasks and the images that they are about, the same for the same seed.
  public func tasks(_ count: Int, seed: UInt64) -> TaskSet {
    require(count >= 0, "TaskSampler: cannot draw \(count) tasks")
    var random = SeededGenerator(seed: seed, "tasks")
    return TaskSet(dataset: groups.dataset, tasks: (0..<count).map { _ in task(using: &random) })
  }

  /// As many tasks as have at least so many queries, the same for the same seed.
  public func tasks(trials: Int, seed: UInt64) -> TaskSet {
    tasks((trials + queries - 1) / queries, seed: seed)
  }

  /// The next task; its classes and its queries are in random order.
  public func task(using random: inout SeededGenerator) -> OneShotTask {
    let images = images(of: classes(using: &random), using: &random)
    let order = Array(0..<ways).shuffled(using: &random)
    let turns = (0..<queries).map { (answer: order[$0 % ways], round: $0 / ways) }
    return OneShotTask(
      support: images.map { Array($0[..<shots]) },
      queries: turns.map { images[$0.answer][shots + $0.round] },
      answers: turns.map(\.answer))
  }

  /// What a class may be asked for: its shots and one image for each of its turns.
  private var imagesPerClass: Int { shots + (queries + ways - 1) / ways }

  private func classes(using random: inout SeededGenerator) -> [Int] {
    let candidates =
      switch scope {
      case .withinGroup: groups.members.pick(using: &random)
      case .acrossGroups: Array(0..<groups.classCount)
      }
    return candidates.sample(ways, using: &random)
  }

  /// For each class, `imagesPerClass` distinct images in random order.
  private func images(
    of classes: [Int], using random: inout SeededGenerator
  ) -> [[Int]] {
    let images = classes.map(groups.images)
    switch drawers {
    case .mixed: return images.map { $0.sample(imagesPerClass, using: &random) }
    case .separate:
      let drawers = Array(0..<images.map(\.count).min()!).sample(imagesPerClass, using: &random)
      return images.map { images in drawers.map { images[$0] } }
    }
  }
}
