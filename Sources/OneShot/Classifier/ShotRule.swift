/// What the score of a class is if it has several examples.
public enum ShotRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// The mean of the scores against each example, before the head's activation: what an ``Evaluation`` does.
  case meanScore
  /// The score against the mean of the embeddings, the class's prototype: Snell, Swersky and Zemel,
  /// "Prototypical networks for few-shot learning", 2017, eq. 1. Scoring takes no longer for more
  /// examples.
  case prototype
}
