/// What each epoch of a training reported, and how the training ended.
///
/// ```swift
/// let history = try fit(
///   &model, with: &optimizer, on: batches, plan: plan) { … }
/// history[.loss]               // 20 numbers
/// history.ending               // finished
/// ```
public struct TrainingHistory: Sendable, Equatable, Codable {
  /// One epoch.
  public struct Epoch: Sendable, Equatable, Codable {
    /// The number of the epoch, from 1.
    public let number: Int
    /// The number of steps taken by its end, earlier epochs included.
    public let iteration: Int
    /// The mean of what its steps reported, what the validation after it found, and the seconds until
    /// then.
    public internal(set) var logs: Logs
  }

  /// Why a training ended.
  public enum Ending: Sendable, Equatable, Codable, CustomStringConvertible {
    /// All epochs were done.
    case finished
    /// A callback had seen enough, for the given reason; going on would be of no use.
    case stopped(String)
    /// Somebody asked for an end before its time, for the given reason; it can go on.
    case interrupted(String)

    /// The reason in words.
    public var description: String {
      switch self {
      case .finished: "finished"
      case .stopped(let reason): "stopped: \(reason)"
      case .interrupted(let reason): "interrupted: \(reason)"
      }
    }
  }

  /// The epochs that were finished, in order.
  public internal(set) var epochs: [Epoch] = []
  /// Why the training ended; nil while it runs.
  public internal(set) var ending: Ending?

  /// No epochs.
  public init() {}

  /// The number of a metric in each epoch that has it.
  public subscript(metric: Metric) -> [Double] { epochs.compactMap { $0.logs[metric] } }
}
