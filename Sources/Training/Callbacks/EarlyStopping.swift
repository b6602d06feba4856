import Autograd
import Basics

/// Ends a training that no longer gets better, and gives the model the weights of its best epoch.
///
/// ```swift
/// EarlyStopping(monitor: .oneShotAccuracy, patience: 20)
/// ```
public struct EarlyStopping: Callback {
  /// What is known of the epochs so far.
  public struct State: Codable, Sendable, Hashable {
    /// The best value so far; nil before the first.
    public internal(set) var best: Double?
    /// The number of the epoch that had it, from 1; 0 before the first.
    public internal(set) var bestEpoch = 0
    /// How many epochs have passed since without a better one.
    public internal(set) var wait = 0
  }

  /// What is watched.
  public let monitor: Metric
  /// How many epochs in a row may pass without a better value.
  public let patience: Int
  /// By how much a value must be better to count as such.
  public let minimumDelta: Double
  /// Whether the model gets the weights of its best epoch at the end.
  public let restoresBestWeights: Bool
  /// The best value, its epoch, and how long ago that was.
  public var state = State()
  /// The weights of the best epoch.
  public var weights = ParameterValues(paths: [], tensors: [])

  /// Watches a metric after each epoch.
  ///
  /// Epochs without it do not count, but the first one must have it: a validation or an earlier
  /// callback reports it.
  ///
  /// - Parameters:
  ///   - monitor: What is watched; it says which values are better.
  ///   - patience: How many epochs in a row may pass without a better value; default 20, as in Koch,
  ///     Zemel and Salakhutdinov 2015.
  ///   - minimumDelta: By how much a value must be better to count as such; default 0.
  ///   - restoresBestWeights: Whether the model gets the weights of its best epoch at the end, however
  ///     the training ends; default true.
  public init(
    monitor: Metric, patience: Int = 20, minimumDelta: Double = 0, restoresBestWeights: Bool = true
  ) {
    require(patience >= 0, "EarlyStopping: expected a patience of at least 0, got \(patience)")
    require(
      minimumDelta >= 0 && minimumDelta.isFinite,
      "EarlyStopping: expected a finite minimumDelta of at least 0, got \(minimumDelta)")
    self.monitor = monitor
    self.patience = patience
    self.minimumDelta = minimumDelta
    self.restoresBestWeights = restoresBestWeights
  }

  /// Compares the epoch with the best one.
  ///
  /// - Throws: ``TrainingError`` if no epoch so far has reported the metric.
  public mutating func epochEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) throws {
    guard let value = run.logs[monitor] else {
      if run.history[monitor].isEmpty {
        throw TrainingError.unknownMetric(monitor, reported: run.logs.metrics)
      }
      return
    }
    if isBetter(value) {
      state = State(best: value, bestEpoch: run.epoch)
      if restoresBestWeights { weights = model.values }
    } else {
      state.wait += 1
      if state.wait > patience {
        let found = state.best.map { "\($0) in epoch \(state.bestEpoch)" } ?? "nothing"
        run.end(.stopped("\(monitor) found nothing better than \(found) for \(state.wait) epochs"))
      }
    }
  }

  private func isBetter(_ value: Double) -> Bool {
    guard let best = state.best else { return !value.isNaN }
    return monitor.goal == .maximize ? value > best + minimumDelta : value < best - minimumDelta
  }

  /// Restores the best weights, unless the training was interrupted and is to go on.
  public mutating func trainingEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    if case .interrupted = run.history.ending { return }
    if restoresBestWeights, !weights.isEmpty { model.values = weights }
  }
}
