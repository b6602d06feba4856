import Autograd

/// Something that takes part in a training: watches it, changes it, ends it.
///
/// ```swift
/// struct Greeting: Callback {
///   mutating func epochEnded(
///     _ run: inout TrainingRun, _ model: inout some Parameterized
///   ) {
///     print("epoch \(run.epoch):", run.logs)
///   }
/// }
/// ```
///
/// All methods do nothing by default. At each moment the callbacks are called in their order.
///
/// What a callback needs to go on is its `state`, which checkpoints keep:
///
/// ```swift
/// struct Halving: Callback {
///   var state = 0  // anything that is Codable
///   mutating func epochEnded(
///     _ run: inout TrainingRun, _ model: inout some Parameterized
///   ) {
///     state += 1
///     if state.isMultiple(of: 10) { run.learningRateScale /= 2 }
///   }
/// }
/// ```
public protocol Callback {
  /// What the callback remembers besides weights.
  associatedtype State: Codable & Sendable = Stateless

  /// What the callback remembers; saved in checkpoints, so that a training that goes on elsewhere is
  /// the same as one that was never interrupted. Default: nothing. A training goes on with callbacks
  /// whose states are of the same kinds as in the checkpoint, in the same order; those without a state
  /// may come and go.
  var state: State { get set }

  /// Weights that the callback remembers along with its state; default none.
  var weights: ParameterValues { get set }

  /// Called once before the first step, after a checkpoint was read.
  mutating func trainingBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) throws
  /// Called before the first step of each epoch.
  mutating func epochBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) throws
  /// Called after each step; `run.logs` are the step's.
  mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) throws
  /// Called after each epoch and its validation; `run.logs` are the epoch's.
  mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) throws
  /// Called if a number that is not finite keeps the training from going on; the training throws
  /// `error`, unless a callback ends it.
  mutating func trainingFailed(
    _ error: TrainingError, _ run: inout TrainingRun, _ model: inout some Parameterized) throws
  /// Called once after the last step; `run.history.ending` says why it was the last.
  mutating func trainingEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) throws
}

/// The state of a callback that has none.
public struct Stateless: Codable, Sendable, Hashable {
  /// Nothing.
  public init() {}
}

extension Callback where State == Stateless {
  /// Nothing.
  public var state: Stateless {
    get { Stateless() }
    set {}
  }
}

extension Callback {
  /// None.
  public var weights: ParameterValues {
    get { ParameterValues(paths: [], tensors: []) }
    set {}
  }

  /// Does nothing.
  public mutating func trainingBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) {}
  /// Does nothing.
  public mutating func epochBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) {}
  /// Does nothing.
  public mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {}
  /// Does nothing.
  public mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {}
  /// Does nothing.
  public mutating func trainingFailed(
    _ error: TrainingError, _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {}
  /// Does nothing.
  public mutating func trainingEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {}
}
