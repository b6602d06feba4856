import Autograd
import Datasets
import Tensor

/// How a method does on tasks: its images are embedded once, and every question is answered from that.
///
/// ```swift
/// let tasks = try TaskSampler(unseen, ways: 20, queries: 20)
///   .tasks(trials: 400, seed: 1)
/// let evaluation = Evaluation(of: siamese, on: tasks)
/// print(evaluation)  // 78.8 % ± 4.0 (315 of 400)
/// print(evaluation.byGroup)  // the worst group first
/// for confusion in evaluation.confusions() { print(confusion) }
/// let other = Evaluation(of: NearestNeighbor(), on: tasks)
/// print(evaluation.compared(with: other))
/// let picture = TaskPicture(
///   evaluation, trials: evaluation.wrongTrials.prefix(12))
/// ```
///
/// A trial is right only if the true class's score is larger than that of every other class: ties
/// and NaN count as wrong, so that a method that cannot tell classes apart gets 0 and not the
/// accuracy of whatever class comes first. The classes of each task are shuffled before they are
/// scored, so that their order tells nothing; the scores here are in the task's own order. The method is given
/// all queries of a task at once; those that are not transductive answer each for itself.
public struct Evaluation: Sendable {
  /// The method: its scorer's name.
  public let method: String
  /// Whether the method saw all queries of a task at once, see ``TaskScorer/isTransductive``.
  public let isTransductive: Bool
  /// The tasks and the images that they are about.
  public let tasks: TaskSet
  /// For each task the score of each of its queries and classes, `[queries, ways]`: larger for better.
  public let scores: [Tensor]
  /// What the method answered to each query, task by task: the trials.
  public let verdicts: [Verdict]

  /// Embeds every image that occurs in a task, once, and scores all tasks.
  ///
  /// - Parameters:
  ///   - scorer: The method.
  ///   - tasks: The tasks.
  ///   - embeddings: The images as `scorer` embedded them, all those of the tasks among them; default nil:
  ///     they are embedded here.
  ///   - name: What the method is called; default nil: its own name.
  ///   - batchSize: How many images are embedded at a time; default 64.
  ///   - seed: Determines how classes are shuffled; default 0.
  public init(
    of scorer: some TaskScorer, on tasks: TaskSet, embeddings: Embeddings? = nil,
    named name: String? = nil, batchSize: Int = 64, seed: UInt64 = 0
  ) {
    let store =
      embeddings
      ?? scorer.embed(
        tasks.dataset, at: tasks.tasks.lazy.flatMap(\.images), batchSize: batchSize)
    method = name ?? scorer.name
    isTransductive = scorer.isTransductive
    self.tasks = tasks
    scores = tasks.tasks.enumerated().map { number, task in
      var random = SeededGenerator(seed: seed, "classes", number)
      return task.scores(by: scorer, store, using: &random)
    }
    verdicts = zip(tasks.tasks, scores).flatMap { task, scores in task.verdicts(scores.scalars) }
  }

  private init(
    method: String, isTransductive: Bool, tasks: TaskSet, scores: [Tensor], verdicts: [Verdict]
  ) {
    (self.method, self.isTransductive, self.tasks) = (method, isTransductive, tasks)
    (self.scores, self.verdicts) = (scores, verdicts)
  }

  /// The same evaluation with other versions of the images to show, such as those of full size of which
  /// the method saw smaller ones.
  ///
  /// - Parameter dataset: The same images at the same positions.
  public func showing(_ dataset: ImageDataset) -> Evaluation {
    Evaluation(
      method: method, isTransductive: isTransductive,
      tasks: TaskSet(dataset: dataset, tasks: tasks.tasks), scores: scores, verdicts: verdicts)
  }

  /// How often the method was right. There must be at least one trial.
  public var accuracy: Accuracy { Accuracy(verdicts) }

  /// How often it was right on the queries of each group, the worst group first.
  public var byGroup: GroupAccuracies { GroupAccuracies(verdicts, of: tasks.dataset) }

  /// Which trials were wrong: positions in ``verdicts`` and ``rankings``.
  public var wrongTrials: [Int] { verdicts.indices.filter { !verdicts[$0].isCorrect } }
}

extension Evaluation: CustomStringConvertible {
  /// `78.8 % ± 4.0 (315 of 400)`.
  public var description: String { verdicts.isEmpty ? "no trials" : accuracy.description }
}

extension OneShotTask {
  /// The scores of every query and class, in the task's own order; the method sees the classes shuffled.
  fileprivate func scores(
    by scorer: some TaskScorer, _ store: Embeddings, using random: inout SeededGenerator
  ) -> Tensor {
    let order = Array(support.indices).shuffled(using: &random)
    let rows = store.rows(at: order.flatMap { support[$0] })
    let examples = rows.reshaped(
      to: rows.shape.droppingFirst.prepending(shots).prepending(ways))
    let shuffled = scorer.checkedScores(of: store.rows(at: queries), support: examples)
    var place = order
    for (new, old) in order.enumerated() { place[old] = new }
    return shuffled.transposed().gathered(at: place).transposed()
  }

  /// What scores `[queries, ways]` say of each query.
  fileprivate func verdicts(_ scores: [Float]) -> [Verdict] {
    queries.indices.map { query in
      let row = scores[query * ways..<(query + 1) * ways]
      return Verdict(
        query: queries[query], answer: support[answers[query]][0],
        choice: choice(of: Array(row), answer: answers[query]).map { support[$0][0] })
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
