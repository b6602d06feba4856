/// What became of a trial: one line of a search's log.
public struct TrialRecord: Sendable, Hashable, Codable, CustomStringConvertible {
  /// How a trial ended.
  public enum Status: String, Sendable, Hashable, Codable {
    /// With a score.
    case completed
    /// Early, since it was poor; the score is the last one that it reported.
    case stopped
    /// With a score that is not finite, which counts as none.
    case failed
  }

  /// The value of each parameter.
  public let settings: Settings
  /// How the trial ended.
  public let status: Status
  /// The score, nil if the trial failed.
  public let score: Double?
  /// What the trial reported on its way.
  public let reports: [TrialReport]
  /// How long it took, in seconds.
  public let seconds: Double

  /// A record of the given entries.
  public init(
    settings: Settings, status: Status, score: Double?, reports: [TrialReport] = [],
    seconds: Double = 0
  ) {
    self.settings = settings
    self.status = status
    self.score = score
    self.reports = reports
    self.seconds = seconds
  }

  /// The value of a parameter as the type that is wanted.
  public subscript<Value: SettingValue>(name: String) -> Value { settings[name] }

  /// The score and the settings: `0.91 (completed): learningRate 0.0123, filters 64`.
  public var description: String {
    "\(score.map { "\($0)" } ?? "no score") (\(status.rawValue)): \(settings)"
  }

  /// The same with the scores' signs turned, so that the largest is the best of a minimization.
  func oriented(by goal: SearchGoal) -> TrialRecord {
    TrialRecord(
      settings: settings, status: status, score: score.map(goal.oriented),
      reports: reports.map { $0.oriented(by: goal) }, seconds: seconds)
  }
}

extension TrialReport {
  func oriented(by goal: SearchGoal) -> TrialReport {
    TrialReport(step: step, score: goal.oriented(score))
  }
}

/// Which scores are good.
public enum SearchGoal: String, Sendable, Hashable, Codable {
  /// Large ones, such as an accuracy.
  case maximize
  /// Small ones, such as a loss.
  case minimize

  /// The score so that larger is better.
  func oriented(_ score: Double) -> Double { self == .maximize ? score : -score }
}
