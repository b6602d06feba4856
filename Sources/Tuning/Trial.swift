import Basics
import Synchronization

/// One try: its settings, and what is known of its score while it runs.
///
/// ```swift
/// let best = try search.run(trials: 40) { trial in
///   var optimizer = SGD(learningRate: .constant(trial["learningRate"]))
///   for epoch in 1...20 {
///     // …
///     try trial.report(accuracy, at: epoch)
///   }
///   return accuracy
/// }
/// ```
public final class Trial: Sendable {
  /// How many trials of the search were finished or begun before.
  public let number: Int
  /// The value of each parameter.
  public let settings: Settings
  private let shouldStop: @Sendable ([TrialReport]) -> Bool
  private let state = Mutex(State())
  private let begin = ContinuousClock.now

  private struct State {
    var reports: [TrialReport] = []
    var ending: TrialRecord.Status?
    /// What other processes see of the trial.
    var running: RunningTrial?
  }

  init(
    number: Int, settings: Settings, shouldStop: @escaping @Sendable ([TrialReport]) -> Bool
  ) {
    self.number = number
    self.settings = settings
    self.shouldStop = shouldStop
  }

  /// The value of a parameter as the type that is wanted: `Double` or `Float` for numbers, `Int` for
  /// integers, `String` for choices.
  public subscript<Value: SettingValue>(name: String) -> Value { settings[name] }

  /// What the trial has reported so far.
  public var reports: [TrialReport] { state.withLock { $0.reports } }

  /// Says how good the trial is so far, so that a poor one can be stopped.
  ///
  /// - Parameters:
  ///   - score: The score so far, on the scale of the final one.
  ///   - step: How far the trial has come, such as steps or epochs; greater than at the last report.
  /// - Throws: ``TrialStopped`` when the search's ``StoppingRule`` says that the trial is not worth
  ///   going on, or the score is not finite; let it pass, `run` expects it.
  public func report(_ score: some BinaryFloatingPoint, at step: Int) throws(TrialStopped) {
    let score = Double(score)
    let reports = self.reports
    require(
      step > reports.last?.step ?? -1,
      "Trial: expected a step after \(reports.last?.step ?? -1), got \(step)")
    guard score.isFinite else {
      state.withLock { $0.ending = .failed }
      throw TrialStopped(number: number, step: step, score: score)
    }
    let extended = reports + [TrialReport(step: step, score: score)]
    state.withLock { $0.reports = extended }
    if shouldStop(extended) {
      state.withLock { $0.ending = .stopped }
      throw TrialStopped(number: number, step: step, score: score)
    }
  }

  /// What becomes of the trial, which `score` carries out.
  ///
  /// - Throws: What `score` throws, except ``TrialStopped``.
  package func outcome<Score: BinaryFloatingPoint>(
    _ score: (Trial) throws -> Score
  ) throws -> TrialRecord {
    do {
      return record(score: Double(try score(self)))
    } catch is TrialStopped {
      return record(score: nil)
    }
  }

  func begin(_ running: RunningTrial?) { state.withLock { $0.running = running } }
  func end() { state.withLock { $0.running = nil } }

  /// What becomes of the trial with a final score, which only counts if nothing ended it before.
  func record(score: Double?) -> TrialRecord {
    let (reports, ending) = state.withLock { ($0.reports, $0.ending) }
    let final = ending == nil ? score : ending == .stopped ? reports.last?.score : nil
    let known = final.flatMap { $0.isFinite ? $0 : nil }
    return TrialRecord(
      settings: settings, status: known == nil ? .failed : ending ?? .completed, score: known,
      reports: reports, seconds: (ContinuousClock.now - begin) / .seconds(1))
  }
}

/// How good a trial was at some point on its way.
public struct TrialReport: Sendable, Hashable, Codable {
  /// How far the trial had come.
  public let step: Int
  /// Its score there.
  public let score: Double

  /// A report of the given entries.
  public init(step: Int, score: Double) {
    self.step = step
    self.score = score
  }
}

/// A trial was not worth going on.
public struct TrialStopped: Error, Equatable, CustomStringConvertible {
  /// The trial's number.
  public let number: Int
  /// How far it had come.
  public let step: Int
  /// Its score there.
  public let score: Double

  /// `trial 7 stopped at step 300 with a score of 0.31`.
  public var description: String {
    "trial \(number) stopped at step \(step) with a score of \(score)"
  }
}
