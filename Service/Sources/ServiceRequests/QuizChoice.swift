/// What a person chose in a task of the quiz.
public struct QuizChoice: Decodable, Sendable {
  /// The position among the choices, which is not checked here.
  public let choice: Int
  /// How long it took.
  public let milliseconds: Double?
}
