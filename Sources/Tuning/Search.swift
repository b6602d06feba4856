import Files
import Foundation

/// Looks for the settings with the best score.
///
/// ```swift
/// let space: SearchSpace = [
///   .log("learningRate", 1e-4...1e-1),
///   .integer("filters", 16...256, step: 16),
/// ]
/// var search = try Search(
///   space, goal: .maximize, seed: 1, log: URL(filePath: "trials.jsonl"))
/// let best = try search.run(trials: 40) { trial in
///   try accuracy(
///     learningRate: trial["learningRate"], filters: trial["filters"])
/// }
/// print(best)  // 0.91 (completed): learningRate 0.0123, filters 64
/// ```
///
/// A log keeps every finished trial, so that a search goes on where it was interrupted. What is tried
/// next depends on the seed and the finished trials alone: a resumed search tries what the
/// uninterrupted one would have tried. Several processes may share a log on a local disk: each learns
/// from what the others have finished, and keeps away from what they are trying.
public struct Search: Sendable {
  /// The parameters and their values.
  public let space: SearchSpace
  /// How settings are chosen.
  public let strategy: SearchStrategy
  /// Which scores are good.
  public let goal: SearchGoal
  /// Which trials are stopped early.
  public let stopping: StoppingRule
  /// What random choices are determined by.
  public let seed: UInt64
  /// The trials that have finished, in the order of the log.
  public private(set) var records: [TrialRecord] = []
  /// What was ignored at the end of the log, and why: the beginning of a line whose writer was killed.
  public private(set) var unfinishedLine: String?
  private let log: SearchLog?
  /// The trials under way, if there is no log to know them.
  private var pending: [Trial] = []

  /// A search that goes on from the trials in `log`.
  ///
  /// - Parameters:
  ///   - space: The parameters and their values.
  ///   - strategy: How settings are chosen; default ``SearchStrategy/bayesian(starts:from:)``.
  ///   - goal: Which scores are good.
  ///   - stopping: Which trials are stopped early; default none.
  ///   - seed: What random choices are determined by; default 0.
  ///   - log: The file of finished trials, which need not exist yet; nil (default) to keep none.
  /// - Throws: ``/Files/FileProblem`` if the log cannot be read or belongs to another search.
  public init(
    _ space: SearchSpace, strategy: SearchStrategy = .bayesian(), goal: SearchGoal,
    stopping: StoppingRule = .never, seed: UInt64 = 0, log: URL? = nil
  ) throws(FileProblem) {
    self.space = space
    self.strategy = strategy
    self.goal = goal
    self.stopping = stopping
    self.seed = seed
    self.log = log.map { SearchLog(url: $0, space: space, goal: goal) }
    unfinishedLine = try reload()?.unfinishedLine
  }

  /// The completed trial with the best score, the first of them; nil if there is none.
  public var best: TrialRecord? {
    let completed = records.filter { $0.status == .completed }
    let scores = completed.map { goal.oriented($0.score ?? -.infinity) }
    return scores.max().flatMap { best in
      scores.firstIndex(of: best).map { completed[$0] }
    }
  }

  /// Tries settings until `trials` have finished, those in the log included.
  ///
  /// Processes that share the log share the trials out. One that finds the last of them under way elsewhere
  /// waits: what another one gives up, or loses with its life, is tried here.
  ///
  /// - Parameters:
  ///   - trials: The number of trials in all.
  ///   - score: The score of a trial; one that is not finite counts as none.
  /// - Returns: The completed trial with the best score.
  /// - Throws: What `score` throws, except ``TrialStopped``; ``/Files/FileProblem`` if the log cannot
  ///   be written; ``SearchError`` if no trial has a score.
  @discardableResult
  public mutating func run<Score: BinaryFloatingPoint>(
    trials: Int, _ score: (Trial) throws -> Score
  ) throws -> TrialRecord {
    while let trial = try next(of: trials) {
      do {
        try finish(trial, as: try trial.outcome(score))
      } catch {
        cancel(trial)
        throw error
      }
    }
    guard let best else { throw SearchError.nothingCompleted(trials: records.count) }
    return best
  }

  /// The settings to try next, for loops of your own: give the score to ``finish(_:score:)``.
  ///
  /// Several trials may be under way at a time, in this process and in others that share the log.
  ///
  /// - Throws: ``/Files/FileProblem`` if the log cannot be read or written.
  public mutating func suggest() throws(FileProblem) -> Trial {
    // There are never as many.
    try suggest(of: .max)!
  }

  /// The next of so many trials; nil if they have finished.
  private mutating func next(of trials: Int) throws(FileProblem) -> Trial? {
    while true {
      let trial = try suggest(of: trials)
      if trial != nil || records.count >= trials { return trial }
      usleep(50_000)
    }
  }

  /// The next of so many trials; nil if as many have finished or are under way in other processes.
  private mutating func suggest(of trials: Int) throws(FileProblem) -> Trial? {
    // Nobody else chooses meanwhile.
    guard let log, let lock = try log.lockedFile() else {
      if records.count >= trials { return nil }
      let trial = nextTrial(besides: pending.map(\.settings))
      pending.append(trial)
      return trial
    }
    defer { withExtendedLifetime(lock) {} }
    records = try log.contents(of: lock).records
    let running = try log.running()
    if records.count + running.count(where: { !$0.isOwn }) >= trials { return nil }
    let trial = nextTrial(besides: running.map(\.settings))
    trial.begin(try log.begin(trial.number, trial.settings))
    return trial
  }

  private func nextTrial(besides others: [Settings]) -> Trial {
    let state = SearchState(
      space: space, number: records.count + others.count, seed: seed,
      points: records.map { point(of: $0.settings) },
      scores: records.map { $0.score.map(goal.oriented) }, pending: others.map(point))
    return trial(number: state.number, settings: space.settings(at: strategy(state)))
  }

  /// A trial of settings that somebody chose, which is stopped as those of this search are.
  package func trial(number: Int, settings: Settings) -> Trial {
    let (stopping, goal) = (self.stopping, self.goal)
    let history = records.map { $0.oriented(by: goal) }
    return Trial(number: number, settings: settings) { reports in
      stopping.shouldStop(reports.map { $0.oriented(by: goal) }, history: history)
    }
  }

  /// Records what became of a trial.
  ///
  /// - Parameters:
  ///   - trial: A trial that this search suggested.
  ///   - score: Its score; without one, a stopped trial has that of its last report, and another one
  ///     has failed.
  /// - Throws: ``/Files/FileProblem`` if the log cannot be written.
  public mutating func finish(_ trial: Trial, score: Double? = nil) throws(FileProblem) {
    try finish(trial, as: trial.record(score: score))
  }

  /// Records what became of a trial, wherever it ran.
  package mutating func finish(_ trial: Trial, as record: TrialRecord) throws(FileProblem) {
    try log?.append(record)
    cancel(trial)
    records.append(record)
  }

  /// Takes the finished trials of whoever keeps the log.
  package mutating func learn(_ records: [TrialRecord]) { self.records = records }

  /// Forgets a trial that will not finish; another one may try the same settings.
  public mutating func cancel(_ trial: Trial) {
    pending.removeAll { $0 === trial }
    trial.end()
  }

  @discardableResult
  private mutating func reload() throws(FileProblem) -> SearchLog.Contents? {
    let contents = try log?.read()
    if let contents { records = contents.records }
    return contents
  }

  private func point(of settings: Settings) -> [Double] {
    guard let point = space.point(of: settings) else {
      fatalError("Search: expected settings within \(space), got \(settings)")
    }
    return point
  }
}

/// A search that found nothing.
public enum SearchError: Error, Equatable, CustomStringConvertible {
  /// No trial has come to its end with a finite score.
  case nothingCompleted(trials: Int)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .nothingCompleted(let trials):
      "search: expected a trial with a finite score, found none among \(trials)"
    }
  }
}
