import Datasets
import Tensor

/// The classes of a task in the order in which a method likes them for one query.
public struct Ranking: Sendable, Hashable {
  /// The position of the task among the tasks of the evaluation.
  public let task: Int
  /// The position of the query in the dataset.
  public let query: Int
  /// Positions in the task's `support`, best first; classes of equal score keep their order, NaN
  /// ranks as −∞.
  public let classes: [Int]
  /// The scores of `classes`, in the same order.
  public let scores: [Float]
  /// The true class, a position in the task's `support`.
  public let answer: Int

  /// The place of the true class in `classes`; 0 is best.
  public var rank: Int { classes.firstIndex(of: answer)! }
}

extension Evaluation {
  /// How the method ranks the classes for each query, trial by trial as in ``verdicts``.
  public var rankings: [Ranking] {
    zip(tasks.tasks, scores).enumerated().flatMap { number, pair in
      let (task, scores) = (pair.0, pair.1.scalars)
      return task.queries.indices.map { query in
        let row = Array(scores[query * task.ways..<(query + 1) * task.ways])
        let keys = row.map { $0.isNaN ? -Float.infinity : $0 }
        let order = keys.indices.sorted { keys[$0] != keys[$1] ? keys[$0] > keys[$1] : $0 < $1 }
        return Ranking(
          task: number, query: task.queries[query], classes: order, scores: order.map { row[$0] },
          answer: task.answers[query])
      }
    }
  }
}
