import Optimizers

/// A training under way, as ``fit(_:with:epochs:stepsPerEpoch:seed:callbacks:resumingFrom:settings:batch:loss:validation:)``
/// shows it to its callbacks.
public struct TrainingRun {
  /// The number of epochs that the training is to have.
  public let epochs: Int
  /// The number of steps of an epoch.
  public let stepsPerEpoch: Int
  /// Determines, with the iteration, everything random in a step.
  public let seed: UInt64
  /// What the caller says of the run; a checkpoint holds it, and only a run of the same goes on from
  /// there.
  public let settings: [String: String]
  /// The number of steps taken so far.
  public internal(set) var iteration = 0
  /// The number of epochs finished so far.
  public internal(set) var epoch = 0
  /// The optimizer's options, for callbacks that change the learning rate.
  public var options: OptimizerOptions
  /// What the last step or, after an epoch, the epoch reported.
  public internal(set) var logs = Logs()
  /// The epochs so far.
  public internal(set) var history = TrainingHistory()
  /// What happened that its user should know, such as a damaged checkpoint that was passed over.
  public internal(set) var warnings: [String] = []
  /// The sums of what the steps of the unfinished epoch reported.
  var sums = Logs()
  private(set) var requestedCheckpoints: [CheckpointFolder] = []

  init(
    epochs: Int, stepsPerEpoch: Int, seed: UInt64, settings: [String: String],
    options: OptimizerOptions
  ) {
    self.epochs = epochs
    self.stepsPerEpoch = stepsPerEpoch
    self.seed = seed
    self.settings = settings
    self.options = options
  }

  /// Adds a number to what the step or, after an epoch, the epoch reports; it joins the history.
  public mutating func report(_ name: String, _ value: Double) {
    logs[name] = value
    if let last = history.epochs.last, last.number == epoch, isBetweenEpochs {
      history.epochs[history.epochs.count - 1].logs[name] = value
    }
  }

  /// Whether no step of the next epoch was taken yet.
  private var isBetweenEpochs: Bool { iteration == epoch * stepsPerEpoch }

  /// Ends the training after the callbacks of this moment; the first call decides.
  public mutating func end(_ ending: TrainingHistory.Ending) {
    if history.ending == nil { history.ending = ending }
  }

  /// Saves the whole state of the training in `folder` after the callbacks of this moment.
  public mutating func saveCheckpoint(in folder: CheckpointFolder) {
    if !requestedCheckpoints.contains(folder) { requestedCheckpoints.append(folder) }
  }

  /// The folders to save in, which are then no longer asked for.
  mutating func takeRequestedCheckpoints() -> [CheckpointFolder] {
    defer { requestedCheckpoints = [] }
    return requestedCheckpoints
  }

  var isEnded: Bool { history.ending != nil }
}
