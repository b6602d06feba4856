import Autograd
import Basics

/// Saves the whole state of a training now and then, so that it can go on where it was.
///
/// ```swift
/// let folder = CheckpointFolder(URL(filePath: "run"), keep: 2)
/// try fit(
///   &model, with: &optimizer, epochs: 200, stepsPerEpoch: 700,
///   callbacks: [ModelCheckpoint(in: folder)], resumingFrom: folder, …)
/// ```
public struct ModelCheckpoint: Callback {
  /// When a checkpoint is saved.
  public enum Interval: Sendable, Hashable {
    /// After every so many epochs.
    case epochs(Int)
    /// After every so many steps.
    case steps(Int)

    fileprivate var length: Int {
      switch self {
      case .epochs(let length), .steps(let length): length
      }
    }
  }

  /// Where checkpoints are saved.
  public let folder: CheckpointFolder
  /// When they are.
  public let interval: Interval

  /// Saves in `folder`; by default after every epoch. A training that is interrupted is saved as well,
  /// at once.
  public init(in folder: CheckpointFolder, every interval: Interval = .epochs(1)) {
    require(interval.length > 0, "ModelCheckpoint: expected a positive interval, got \(interval)")
    self.folder = folder
    self.interval = interval
  }

  /// Saves after a step that ends an interval.
  public mutating func stepEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    if case .steps(let steps) = interval, run.iteration.isMultiple(of: steps) {
      run.saveCheckpoint(in: folder)
    }
    if case .interrupted = run.history.ending { run.saveCheckpoint(in: folder) }
  }

  /// Saves after an epoch that ends an interval.
  public mutating func epochEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    if case .epochs(let epochs) = interval, run.epoch.isMultiple(of: epochs) {
      run.saveCheckpoint(in: folder)
    }
  }
}
