import Basics
import Datasets

/// Two methods on the same trials: how often both, either or none was right, and how probable so
/// uneven a result is if they are equally good.
///
/// ```swift
/// let first = Evaluation(of: prototypical, on: tasks)
/// let second = Evaluation(of: siamese, on: tasks)
/// print(first.compared(with: second))
/// // prototypical 78.0 % ± 4.0 (312 of 400),
/// // siamese 70.5 % ± 4.5 (282 of 400)
/// // right alone: prototypical 51, siamese 21; McNemar's test: p = 0.0006
/// ```
public struct PairedComparison: Sendable, Hashable {
  /// The names of the two methods.
  public let methods: [String]
  /// The trials that both methods got right.
  public let bothRight: Int
  /// The trials that only the first method got right.
  public let onlyFirst: Int
  /// The trials that only the second method got right.
  public let onlySecond: Int
  /// The trials that both methods got wrong.
  public let bothWrong: Int

  /// Counts of at least one trial.
  public init(
    first: String, second: String, bothRight: Int, onlyFirst: Int, onlySecond: Int, bothWrong: Int
  ) {
    let counts = [bothRight, onlyFirst, onlySecond, bothWrong]
    require(
      counts.allSatisfy { $0 >= 0 } && counts.reduce(0, +) >= 1,
      "PairedComparison: counts \(counts), expected at least one trial")
    methods = [first, second]
    self.bothRight = bothRight
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.bothWrong = bothWrong
  }

  /// The number of trials.
  public var trials: Int { bothRight + onlyFirst + onlySecond + bothWrong }

  /// The accuracy of the first method.
  public var first: Accuracy { Accuracy(correct: bothRight + onlyFirst, of: trials) }

  /// The accuracy of the second method.
  public var second: Accuracy { Accuracy(correct: bothRight + onlySecond, of: trials) }

  /// How probable it is, for two methods that are equally often right alone, that they differ at least so
  /// much: McNemar's test, two-sided.
  ///
  /// Exact, by the binomial distribution of the trials that only one method got right, where there are
  /// fewer than 25 of them; otherwise by χ² = (|b − c| − 1)² / (b + c) of one degree of freedom.
  /// McNemar, "Note on the sampling error of the difference between correlated proportions or
  /// percentages", Psychometrika 12, 1947; Edwards' correction, Psychometrika 13, 1948.
  ///
  /// The trials of one task share their support set, so that it is a little too sure of itself where
  /// tasks have many queries.
  public var pValue: Double {
    let discordant = onlyFirst + onlySecond
    if discordant < 25 { return binomialTest(min(onlyFirst, onlySecond), of: discordant) }
    let excess = max(0, Double(abs(onlyFirst - onlySecond)) - 1)
    return chiSquaredTail(excess * excess / Double(discordant))
  }
}

extension PairedComparison: CustomStringConvertible {
  /// Both accuracies, what either got right alone, and the p-value.
  public var description: String {
    """
    \(methods[0]) \(first), \(methods[1]) \(second)
    right alone: \(methods[0]) \(onlyFirst), \(methods[1]) \(onlySecond); McNemar's test: \
    p \(pValue < 0.0001 ? "< 0.0001" : "= \(decimal(pValue, places: 4))")
    """
  }
}

extension Evaluation {
  /// This method and another on the same trials.
  ///
  /// - Parameter other: An evaluation on the same tasks; another one is a programming error.
  public func compared(with other: Evaluation) -> PairedComparison {
    require(
      tasks.tasks == other.tasks.tasks,
      "Evaluation: \(method) and \(other.method) were evaluated on different tasks")
    func count(_ isFirst: Bool, _ isSecond: Bool) -> Int {
      zip(verdicts, other.verdicts).count { $0.isCorrect == isFirst && $1.isCorrect == isSecond }
    }
    return PairedComparison(
      first: method, second: other.method, bothRight: count(true, true),
      onlyFirst: count(true, false), onlySecond: count(false, true),
      bothWrong: count(false, false))
  }
}
