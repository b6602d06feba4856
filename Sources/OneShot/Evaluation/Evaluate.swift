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
  _ scorer: some OneShotScorer, on tasks: [OneShotTask], of dataset: ImageDataset,
  batchSize: Int = 64, seed: UInt64 = 0
) -> Accuracy {
  evaluate(scorer, on: [tasks], of: dataset, batchSize: batchSize, seed: seed)[0]
}

/// How often `scorer` is right on fixed tasks, such as Omniglot's official ones, by the same rules:
/// ties and NaN are wrong, and a task's classes are shuffled.
public func evaluate(
  _ scorer: some OneShotScorer, on tasks: OneShotTaskSet, batchSize: Int = 64, seed: UInt64 = 0
) -> Accuracy {
  evaluate(scorer, on: tasks.tasks, of: tasks.dataset, batchSize: batchSize, seed: seed)
}

/// How often `scorer` is right on each of several lists of tasks, such as one for each N; an image
/// that occurs in several lists is represented once. The rules are the same.
public func evaluate(
  _ scorer: some OneShotScorer, on lists: [[OneShotTask]], of dataset: ImageDataset,
  batchSize: Int = 64, seed: UInt64 = 0
) -> [Accuracy] {
  let gallery = Gallery(
    scorer, of: dataset, images: lists.joined().lazy.flatMap(\.images), batchSize: batchSize)
  return lists.map { tasks in
    require(!tasks.isEmpty, "evaluate: there are no tasks")
    var random = SeededGenerator(seed: seed)
    let correct = tasks.reduce(0) { $0 + gallery.correctAnswers(on: $1, using: &random) }
    return Accuracy(correct: correct, of: tasks.reduce(0) { $0 + $1.queries.count })
  }
}

extension Gallery {
  /// The number of the task's queries that are answered right.
  fileprivate func correctAnswers(
    on task: OneShotTask, using random: inout SeededGenerator
  ) -> Int {
    let task = task.shuffled(using: &random)
    let scores = scores(on: task).scalars
    return task.answers.enumerated().count { query, answer in
      isStrictlyLargest(answer, in: scores[query * task.ways..<(query + 1) * task.ways])
    }
  }
}

/// Whether the score at `index` is a number and larger than every other.
private func isStrictlyLargest(_ index: Int, in scores: ArraySlice<Float>) -> Bool {
  let score = scores[scores.startIndex + index]
  return !score.isNaN
    && scores.enumerated().allSatisfy { $0.offset == index || score > $0.element }
}

extension OneShotTask {
  /// The same task with its classes in random order.
  func shuffled(using random: inout SeededGenerator) -> OneShotTask {
    let order = Array(support.indices).shuffled(using: &random)
    var place = order
    for (new, old) in order.enumerated() { place[old] = new }
    return OneShotTask(
      support: order.map { support[$0] }, queries: queries, answers: answers.map { place[$0] })
  }
}
