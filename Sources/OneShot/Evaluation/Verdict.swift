import Datasets
import Kernels
import Tensor

/// What a method answered to one query of a task.
public struct Verdict: Sendable, Hashable {
  /// The position of the query in the dataset.
  public let query: Int
  /// The position of the true class's first example.
  public let answer: Int
  /// The position of the first example of the class that the method preferred: the true one only if its
  /// score is larger than every other, else the best of the others, or nil where the true class's score
  /// or all others are NaN.
  public let choice: Int?

  /// Whether the true class got the strictly largest score.
  public var isCorrect: Bool { choice == answer }
}

/// What `scorer` answers to every query of the tasks, in their order: the single trials behind
/// `evaluate`, by the same rules.
///
/// - Parameters:
///   - scorer: The method.
///   - tasks: Tasks over `dataset`.
///   - dataset: The images; each that occurs in a task is represented once.
///   - batchSize: How many images are represented at a time; default 64.
///   - seed: Determines how classes are shuffled; default 0.
public func verdicts(
  _ scorer: some TaskScorer, on tasks: [OneShotTask], of dataset: ImageDataset,
  batchSize: Int = 64, seed: UInt64 = 0
) -> [Verdict] {
  let gallery = Gallery(
    scorer, of: dataset, images: tasks.lazy.flatMap(\.images), batchSize: batchSize)
  var random = SeededGenerator(seed: seed)
  return tasks.flatMap { gallery.verdicts(on: $0, using: &random) }
}

extension Gallery {
  /// The verdicts on the task's queries, its classes shuffled.
  func verdicts(on task: OneShotTask, using random: inout SeededGenerator) -> [Verdict] {
    let task = task.shuffled(using: &random)
    let scores = scores(on: task).scalars
    return task.queries.indices.map { query in
      let row = Array(scores[query * task.ways..<(query + 1) * task.ways])
      let answer = task.answers[query]
      return Verdict(
        query: task.queries[query], answer: task.support[answer][0],
        choice: choice(of: row, answer: answer).map { task.support[$0][0] })
    }
  }
}

/// The true class if its score is strictly the largest, else the best other class; no class where NaN
/// decides.
private func choice(of scores: [Float], answer: Int) -> Int? {
  let truth = scores[answer]
  if truth.isNaN { return nil }
  let others = scores.indices.filter { $0 != answer }
  if others.allSatisfy({ truth > scores[$0] }) { return answer }
  return others.filter { !scores[$0].isNaN }.max { scores[$0] < scores[$1] }
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
