/// Tasks together with the images that they are about, such as Omniglot's official one-shot runs.
///
/// ```swift
/// let runs = try Omniglot.officialRuns(in: folder)
/// runs.count              // 20
/// runs[0].ways            // 20
/// runs.prefix(5).count    // 5
/// ```
public struct TaskSet: Sendable {
  /// Every image of the tasks.
  public let dataset: ImageDataset
  /// The tasks, whose positions are those of images in `dataset`.
  public let tasks: [OneShotTask]

  /// Tasks over `dataset`; a task with an image that it does not have is a programming error.
  public init(dataset: ImageDataset, tasks: [OneShotTask]) {
    for task in tasks { dataset.requireImages(at: task.images) }
    self.dataset = dataset
    self.tasks = tasks
  }

  /// The number of tasks.
  public var count: Int { tasks.count }

  /// Whether there is no task.
  public var isEmpty: Bool { tasks.isEmpty }

  /// The task at a position from 0 on.
  public subscript(position: Int) -> OneShotTask { tasks[position] }

  /// The first tasks, at most `count` of them, over the same images.
  public func prefix(_ count: Int) -> TaskSet {
    TaskSet(dataset: dataset, tasks: Array(tasks.prefix(count)))
  }
}
