import Datasets

/// Two classes of which a method took one for the other.
public struct Confusion: Sendable, Hashable {
  /// What the queries were: `group/class`.
  public let truth: String
  /// What they were taken for.
  public let choice: String
  /// How often that happened.
  public let count: Int
  /// The position of a query that was taken for the other class.
  public let query: Int
  /// The position of the example of the other class that was preferred to it.
  public let example: Int
}

extension Confusion: CustomStringConvertible {
  /// Who was taken for whom, and how often: `Veluda/class03 taken for Veluda/class11: 4 times`.
  public var description: String {
    "\(truth) taken for \(choice): \(count == 1 ? "once" : "\(count) times")"
  }
}

extension Evaluation {
  /// Which classes the method takes for which, the most frequent confusions first; trials in which NaN
  /// decided do not count.
  ///
  /// - Parameter limit: The largest number of confusions; default 10.
  public func confusions(limit: Int = 10) -> [Confusion] {
    let classes = ImageClasses(tasks.dataset)
    let wrong = verdicts.compactMap { verdict in
      verdict.isCorrect ? nil : verdict.choice.map { (query: verdict.query, example: $0) }
    }
    let pairs = Dictionary(grouping: wrong) { [classes[$0.query], classes[$0.example]] }
    let worst = pairs.sorted {
      $0.value.count != $1.value.count
        ? $0.value.count > $1.value.count : $0.key.lexicographicallyPrecedes($1.key)
    }.prefix(limit)
    return worst.map { pair, trials in
      Confusion(
        truth: classes.name(of: pair[0]), choice: classes.name(of: pair[1]), count: trials.count,
        query: trials[0].query, example: trials[0].example)
    }
  }
}
