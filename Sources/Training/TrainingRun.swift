import Basics
import Foundation
import Optimizers

/// A training under way, as ``fit(_:with:on:plan:callbacks:loss:validation:)`` shows it to its
/// callbacks.
public struct TrainingRun {
  /// How long the training is, and what it is.
  public let plan: TrainingPlan
  /// How many items, such as pairs, a step has; nil if its batches do not tell.
  public let itemsPerStep: Int?
  /// The number of steps taken so far.
  public internal(set) var iteration = 0
  /// The number of epochs finished so far.
  public internal(set) var epoch = 0
  /// The optimizer's options.
  public internal(set) var options: OptimizerOptions
  /// What the last step or, after an epoch, the epoch reported.
  public internal(set) var logs = Logs()
  /// The epochs so far.
  public internal(set) var history = TrainingHistory()
  /// What happened that its user should know, such as a damaged checkpoint that was passed over.
  public private(set) var warnings: [String] = []
  /// The sums of what the steps of the unfinished epoch reported.
  var sums = Logs()
  /// Seconds before this process took the training up, and when it did.
  private var secondsBefore = 0.0
  private var start = ProcessInfo.processInfo.systemUptime

  init(plan: TrainingPlan, itemsPerStep: Int?, options: OptimizerOptions) {
    self.plan = plan
    self.itemsPerStep = itemsPerStep
    self.options = options
  }

  /// What the optimizer's learning rates are multiplied with, 1 at first. It is the part of the options
  /// that callbacks may change: a checkpoint keeps it, which it could not do with a schedule.
  public var learningRateScale: Float {
    get { options.learningRateScale }
    set {
      require(
        newValue.isFinite && newValue >= 0,
        "learningRateScale: expected a finite number from 0 on, got \(newValue)")
      options.learningRateScale = newValue
    }
  }

  /// How long the training took so far, over all processes that took part.
  public var seconds: Double { secondsBefore + ProcessInfo.processInfo.systemUptime - start }

  /// Adds a number to what the step or, after an epoch, the epoch reports; that of an epoch joins the
  /// history.
  public mutating func report(_ metric: Metric, _ value: Double) {
    logs[metric] = value
    if let last = history.epochs.last, last.iteration == iteration, last.number == epoch {
      history.epochs[history.epochs.count - 1].logs[metric] = value
    }
  }

  /// Ends the training after the callbacks of this moment; the first call decides.
  public mutating func end(_ ending: TrainingHistory.Ending) {
    if history.ending == nil { history.ending = ending }
  }

  /// Tells the user something, by a ``ProgressBar`` or whatever else shows ``warnings``.
  public mutating func warn(_ message: String) { warnings.append(message) }

  var isEnded: Bool { history.ending != nil }
  /// The number of steps taken before the unfinished epoch.
  var startOfEpoch: Int { history.epochs.last?.iteration ?? 0 }
  /// The number of steps at the end of the unfinished epoch: epochs end where their length says, and
  /// where the plan does, which may have been a shorter one before.
  var endOfEpoch: Int {
    let rest = plan.stepsPerEpoch - startOfEpoch % plan.stepsPerEpoch
    return plan.steps - startOfEpoch > rest ? startOfEpoch + rest : plan.steps
  }
  /// Whether all steps are taken and their epoch is finished.
  var isDone: Bool { iteration >= plan.steps && iteration == startOfEpoch }

  /// Goes on where other processes took so many seconds.
  mutating func goOn(after seconds: Double) {
    secondsBefore = seconds
    start = ProcessInfo.processInfo.systemUptime
  }
}
