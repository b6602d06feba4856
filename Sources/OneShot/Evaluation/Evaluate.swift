import Basics
import Datasets
import Kernels
import Tensor

/// How often `scorer` gives the query's class the highest score.
///
/// A trial is right only if the true class's score is larger than that of every other class: ties
/// and NaN count as wrong, so that a method that cannot tell classes apart gets 0 and not the
/// accuracy of whatever class comes first. The classes of each task are shuffled before they are
/// scored, so that their order tells nothing.
///
/// - Parameters:
///   - scorer: The method.
///   - tasks: At least one task over `dataset`. With k shots a class's score is the mean of k.
///   - dataset: The images; each that occurs in a task is represented once.
///   - batchSize: How many images are represented at a time; default 64.
///   - seed: Determines how classes are shuffled; default 0.
public func evaluate(
  _ scorer: some TaskScorer, on tasks: [OneShotTask], of dataset: ImageDataset,
  batchSize: Int = 64, seed: UInt64 = 0
) -> Accuracy {
  evaluate(scorer, on: [tasks], of: dataset, batchSize: batchSize, seed: seed)[0]
}

/// How often `scorer` is right on fixed tasks, such as Omniglot's official ones, by the same rules:
/// ties and NaN are wrong, and a task's classes are shuffled.
public func evaluate(
  _ scorer: some TaskScorer, on tasks: OneShotTaskSet, batchSize: Int = 64, seed: UInt64 = 0
) -> Accuracy {
  evaluate(scorer, on: tasks.tasks, of: tasks.dataset, batchSize: batchSize, seed: seed)
}

/// How often `scorer` is right on each of several lists of tasks, such as one for each N; an image
/// that occurs in several lists is represented once. The rules are the same.
public func evaluate(
  _ scorer: some TaskScorer, on lists: [[OneShotTask]], of dataset: ImageDataset,
  batchSize: Int = 64, seed: UInt64 = 0
) -> [Accuracy] {
  let gallery = Gallery(
    scorer, of: dataset, images: lists.joined().lazy.flatMap(\.images), batchSize: batchSize)
  return lists.map { tasks in
    require(!tasks.isEmpty, "evaluate: there are no tasks")
    var random = SeededGenerator(seed: seed)
    let verdicts = tasks.flatMap { gallery.verdicts(on: $0, using: &random) }
    return Accuracy(verdicts)
  }
}

extension Accuracy {
  /// How many of the verdicts, of which there must be at least one, are right.
  public init(_ verdicts: some Collection<Verdict>) {
    self.init(correct: verdicts.count { $0.isCorrect }, of: verdicts.count)
  }
}
