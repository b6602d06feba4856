import Autograd
import Basics
import Kernels
import Tensor

/// Ends a training that no longer gets better, and gives the model the weights of its best epoch.
///
/// ```swift
/// EarlyStopping(monitor: "oneShotAccuracy", patience: 20)
/// ```
public struct EarlyStopping: Callback {
  /// Which numbers are better.
  public enum Mode: Sendable, Hashable {
    /// The smaller, as of a loss.
    case minimize
    /// The larger, as of an accuracy.
    case maximize
  }

  /// The name of the number that is watched.
  public let monitor: String
  /// How many epochs in a row may pass without a better number.
  public let patience: Int
  /// What is better.
  public let mode: Mode
  /// By how much a number must be better to count as such.
  public let minimumDelta: Double
  /// Whether the model gets the weights of its best epoch at the end.
  public let restoresBestWeights: Bool
  /// The best number so far.
  public private(set) var best: Double?
  /// The number of the epoch that had it, from 1.
  public private(set) var bestEpoch = 0
  private var wait = 0
  private var bestWeights: [(name: String, tensor: Tensor)] = []

  /// Watches the number called `monitor` after each epoch; epochs without it do not count.
  ///
  /// - Parameters:
  ///   - monitor: A name among the epoch's logs, such as `loss` or what the validation reports.
  ///   - patience: How many epochs in a row may pass without a better number; default 20, as in Koch,
  ///     Zemel and Salakhutdinov 2015.
  ///   - mode: What is better; default: the larger, unless the name ends in `loss`.
  ///   - minimumDelta: By how much a number must be better to count as such; default 0.
  ///   - restoresBestWeights: Whether the model gets the weights of its best epoch at the end, however
  ///     the training ends; default true.
  public init(
    monitor: String, patience: Int = 20, mode: Mode? = nil, minimumDelta: Double = 0,
    restoresBestWeights: Bool = true
  ) {
    require(patience >= 0, "EarlyStopping: expected a patience of at least 0, got \(patience)")
    self.monitor = monitor
    self.patience = patience
    self.mode = mode ?? (monitor.hasSuffix("loss") ? .minimize : .maximize)
    self.minimumDelta = minimumDelta
    self.restoresBestWeights = restoresBestWeights
  }

  /// Compares the epoch with the best one.
  public mutating func epochEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    guard let value = run.logs[monitor] else { return }
    if isBetter(value) {
      (best, bestEpoch, wait) = (value, run.epoch, 0)
      if restoresBestWeights {
        bestWeights = model.parameters.map { ($0.path, $0.parameter.value.detached) }
      }
    } else {
      wait += 1
      if wait > patience {
        let found = best.map { "\($0) in epoch \(bestEpoch)" } ?? "nothing"
        run.end(.stopped("\(monitor) found nothing better than \(found) for \(wait) epochs"))
      }
    }
  }

  private func isBetter(_ value: Double) -> Bool {
    guard let best else { return !value.isNaN }
    return mode == .maximize ? value > best + minimumDelta : value < best - minimumDelta
  }

  /// Restores the best weights, unless the training was interrupted and is to go on.
  public mutating func trainingEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    if case .interrupted = run.history.ending { return }
    guard restoresBestWeights, !bestWeights.isEmpty else { return }
    var index = 0
    model.forEachParameter { _, parameter in
      parameter.value = bestWeights[index].tensor
      index += 1
    }
  }

  /// The best number, its epoch and weights, and how long ago that was.
  public var state: CallbackState {
    get {
      var state = CallbackState(
        values: ["bestEpoch": "\(bestEpoch)", "wait": "\(wait)"], tensors: bestWeights)
      state.values["best"] = best.map { "\($0.bitPattern)" }
      return state
    }
    set {
      best = newValue.values["best"].flatMap { UInt64($0) }.map(Double.init(bitPattern:))
      bestEpoch = newValue.values["bestEpoch"].flatMap { Int($0) } ?? 0
      wait = newValue.values["wait"].flatMap { Int($0) } ?? 0
      bestWeights = newValue.tensors
    }
  }
}
