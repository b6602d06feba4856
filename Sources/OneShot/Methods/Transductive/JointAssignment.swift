import Autograd
import Basics
import Kernels
import Tensor

/// Answers all queries of a task together, so that each class is the answer as often as any other and the sum
/// of another method's scores is largest.
///
/// In Omniglot's official runs each class is asked for exactly once: a query that fits two classes may be
/// settled by one that fits only the first of them. Koch, Zemel and Salakhutdinov's published figures do
/// without it. The assignment is found by the Hungarian method: Kuhn, "The Hungarian method for the assignment
/// problem", 1955.
///
/// ```swift
/// print(Evaluation(of: siamese, on: runs))
/// print(Evaluation(of: JointAssignment(siamese), on: runs))
/// ```
///
/// It sees all queries of a task, and it presumes that each class is asked for as often: with q queries and N
/// classes none is the answer more than ⌈q / N⌉ times. Where classes are asked for otherwise, it is wrong. One
/// query gets the class of the largest score, as without it.
///
/// If several assignments are best, the classes that a query has in them tie, and a tie counts as wrong.
public struct JointAssignment<Scorer: TaskScorer>: TransductiveScorer {
  /// The method whose scores are added up.
  public let features: Scorer
  /// The method's name with `-joint` behind it.
  public var name: String { features.name + "-joint" }

  /// Assigns by the scores of another method.
  public init(_ scorer: Scorer) { features = scorer }

  /// 1 for the class that a query is assigned to, and for others the method's score less the largest of that
  /// query, which is 0 or below: `[queries, ways]`. All are NaN for a query with a score that is NaN.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    let scores = features.checkedScores(of: queries, support: support)
    let (count, ways) = (scores.shape[0], scores.shape[1])
    if count == 0 { return scores }
    let rows = scores.scalars
    let answers = balancedAnswers(rows, queries: count, ways: ways)
    return Tensor(
      (0..<count).flatMap { query in
        let row = rows[query * ways..<(query + 1) * ways]
        let largest = row.max()!
        return row.enumerated().map { place, score -> Float in
          if row.contains(where: \.isNaN) { return .nan }
          return answers[query].contains(place) ? 1 : score == largest ? 0 : score - largest
        }
      }, shape: scores.shape)
  }
}

/// For each query the classes that it has in the best assignments: one, or several that tie.
private func balancedAnswers(_ scores: [Float], queries: Int, ways: Int) -> [Set<Int>] {
  let copies = (queries + ways - 1) / ways
  let finite = scores.filter(\.isFinite).map(Double.init)
  let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
  // Further than all others together.
  let reach = (high - low + 1) * Double(queries + 1)
  let costs = (0..<queries).flatMap { query in
    let row = scores[query * ways..<(query + 1) * ways]
    let isKnown = !row.contains { $0.isNaN }
    let costs = row.map { score -> Double in
      if !isKnown { return 0 }
      return score.isFinite ? -Double(score) : score > 0 ? -high - reach : -low + reach
    }
    return (0..<copies).flatMap { _ in costs }
  }
  let assignment = LinearAssignment(costs, rows: queries, columns: copies * ways)
  return zip(assignment.columns, assignment.alternatives).map { column, others in
    Set(([column] + others).map { $0 % ways })
  }
}
