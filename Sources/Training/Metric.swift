/// Something that a training measures: its name, as files and charts have it, and what is better.
///
/// ```swift
/// extension Metric {
///   static let perplexity = Metric("perplexity", .minimize)
/// }
/// EarlyStopping(monitor: .perplexity)
/// ```
public struct Metric: Hashable, Sendable, Codable {
  /// Which values are better.
  public enum Goal: String, Hashable, Sendable, Codable {
    /// The smaller, as of a loss.
    case minimize
    /// The larger, as of an accuracy.
    case maximize
  }

  /// The name, such as `oneShotAccuracy`.
  public let name: String
  /// Which values are better.
  public let goal: Goal

  /// A metric of your own.
  public init(_ name: String, _ goal: Goal) {
    self.name = name
    self.goal = goal
  }

  /// The loss of a step, or its mean over an epoch, regularization included.
  public static let loss = Metric("loss", .minimize)
  /// The part of one-shot tasks that are solved, from 0 to 1.
  public static let oneShotAccuracy = Metric("oneShotAccuracy", .maximize)
  /// The part of pairs that are told apart, from 0 to 1.
  public static let verificationAccuracy = Metric("verificationAccuracy", .maximize)
  /// How long training took until then, in seconds, over all processes that took part.
  public static let seconds = Metric("seconds", .minimize)
}

extension Metric: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
