/// How the tasks of an evaluation were drawn, by name: those that the library knows, or one of your own.
///
/// ```swift
/// extension EvaluationProtocol {
///   static let digits = EvaluationProtocol(rawValue: "digits")
/// }
/// ```
public struct EvaluationProtocol: RawRepresentable, Sendable, Hashable, Codable {
  /// The name, as reports have it.
  public let rawValue: String

  /// The protocol of that name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Fixed tasks that a dataset comes with, such as Omniglot's one-shot runs.
  public static let official = EvaluationProtocol(rawValue: "official")
  /// Random tasks, each of one group.
  public static let withinGroup = EvaluationProtocol(rawValue: "within-group")
  /// Random tasks of any classes.
  public static let acrossGroups = EvaluationProtocol(rawValue: "across-groups")
}

extension EvaluationProtocol: CustomStringConvertible {
  /// The name.
  public var description: String { rawValue }
}
