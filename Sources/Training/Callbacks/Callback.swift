import Autograd
import Tensor

/// Something that takes part in a training: watches it, changes it, ends it.
///
/// ```swift
/// struct Greeting: Callback {
///   mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
///     print("epoch \(run.epoch):", run.logs)
///   }
/// }
/// ```
///
/// All methods do nothing by default. At each moment the callbacks are called in their order.
public protocol Callback {
  /// What the callback remembers; saved in checkpoints, so that a training that goes on elsewhere is
  /// the same as one that was never interrupted. Default: nothing.
  var state: CallbackState { get set }

  /// Called once before the first step, after a checkpoint was read.
  mutating func trainingBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) throws
  /// Called before the first step of each epoch.
  mutating func epochBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) throws
  /// Called after each step; `run.logs` are the step's.
  mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) throws
  /// Called after each epoch and its validation; `run.logs` are the epoch's.
  mutating func epochEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) throws
  /// Called once after the last step; `run.history.ending` says why it was the last.
  mutating func trainingEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) throws
}

/// What a callback remembers, in a form that a file can hold.
public struct CallbackState: Sendable, Equatable {
  /// Numbers and words by name.
  public var values: [String: String] = [:]
  /// Tensors by name.
  public var tensors: [(name: String, tensor: Tensor)] = []

  /// Nothing, or the given values and tensors.
  public init(
    values: [String: String] = [:], tensors: [(name: String, tensor: Tensor)] = []
  ) {
    self.values = values
    self.tensors = tensors
  }

  /// Whether both hold the same.
  public static func == (a: CallbackState, b: CallbackState) -> Bool {
    a.values == b.values && a.tensors.map(\.name) == b.tensors.map(\.name)
      && a.tensors.map(\.tensor) == b.tensors.map(\.tensor)
  }
}

extension Callback {
  /// Nothing.
  public var state: CallbackState {
    get { CallbackState() }
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
  public mutating func trainingEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {}
}
