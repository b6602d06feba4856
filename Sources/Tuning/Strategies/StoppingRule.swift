import Basics

/// Says which trials are so poor that they are not worth going on.
///
/// ```swift
/// var search = try Search(
///   space, goal: .minimize, stopping: .median(after: 3))
/// ```
public struct StoppingRule: Sendable {
  /// The name with its numbers, as it is printed.
  public let name: String
  private let decide: @Sendable ([TrialReport], [TrialRecord]) -> Bool

  /// A rule of your own: whether a trial with these reports is to stop, given the trials that had
  /// finished when it began. Scores are larger for better, whatever the search's goal.
  public init(
    _ name: String, _ shouldStop: @escaping @Sendable ([TrialReport], [TrialRecord]) -> Bool
  ) {
    self.name = name
    decide = shouldStop
  }

  /// Whether a trial is to stop after its last report.
  public func shouldStop(_ reports: [TrialReport], history: [TrialRecord]) -> Bool {
    decide(reports, history)
  }

  /// No trial stops early.
  public static let never = StoppingRule("never") { _, _ in false }

  /// Stops a trial whose best score so far is worse than the median of what completed trials had
  /// reached on average up to the same step.
  ///
  /// Golovin et al., "Google Vizier: a service for black-box optimization", KDD 2017, section 3.2.
  ///
  /// - Parameters:
  ///   - trials: The number of completed trials to compare with before any is stopped; default 3.
  ///   - steps: The steps before which none is stopped; default 0.
  public static func median(after trials: Int = 3, notBefore steps: Int = 0) -> StoppingRule {
    require(trials >= 1, "StoppingRule.median: expected 1 or more trials, got \(trials)")
    return StoppingRule("median(\(trials), \(steps))") { reports, history in
      guard let step = reports.last?.step, step >= steps,
        let best = reports.map(\.score).max()
      else { return false }
      let averages = history.filter { $0.status == .completed }.compactMap { record -> Double? in
        let scores = record.reports.prefix { $0.step <= step }.map(\.score)
        return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
      }
      guard averages.count >= trials else { return false }
      return best < middle(of: averages)
    }
  }

  /// Stops a trial that, on reaching one of the steps `first`, `first` · `factor`,
  /// `first` · `factor`² …, is not among the best one in `factor` of all that reached it.
  ///
  /// Each rung is judged by what has reached it so far, the first trial alone: successive halving
  /// (Jamieson and Talwalkar, AISTATS 2016) without waiting, as in Li et al., "A system for massively
  /// parallel hyperparameter tuning", MLSys 2020, algorithm 2, where what is not promoted ends.
  public static func successiveHalving(from first: Int, factor: Int = 3) -> StoppingRule {
    require(
      first >= 1 && factor >= 2,
      "StoppingRule.successiveHalving: expected a first step of 1 or more and a factor of 2 or more, "
        + "got \(first) and \(factor)")
    return StoppingRule("successiveHalving(\(first), \(factor))") { reports, history in
      guard let last = reports.last else { return false }
      let before = reports.dropLast().last?.step ?? 0
      var rung = 0
      var next = first
      while next <= last.step {
        rung = next
        let (product, overflow) = next.multipliedReportingOverflow(by: factor)
        if overflow { break }
        next = product
      }
      guard rung > before else { return false }
      let others = history.compactMap { $0.reports.first { $0.step >= rung }?.score }
      let better = others.count { $0 > last.score }
      return better >= max(1, (others.count + 1) / factor)
    }
  }
}

/// The middle of the values, or half-way between the two that are.
private func middle(of values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
