import Datasets
import Tensor

/// The classes of a task in the order in which a method likes them for one query.
public struct Ranking: Sendable, Hashable {
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

/// How `scorer` ranks the classes of `task`, for each of its queries.
public func rankings(
  _ scorer: some TaskScorer, on task: OneShotTask, of dataset: ImageDataset
) -> [Ranking] {
  let scores = Gallery(scorer, of: dataset, images: task.images).scores(on: task).scalars
  return task.queries.indices.map { query in
    let row = Array(scores[query * task.ways..<(query + 1) * task.ways])
    let keys = row.map { $0.isNaN ? -Float.infinity : $0 }
    let order = keys.indices.sorted { keys[$0] != keys[$1] ? keys[$0] > keys[$1] : $0 < $1 }
    return Ranking(
      query: task.queries[query], classes: order, scores: order.map { row[$0] },
      answer: task.answers[query])
  }
}
