/// Whether two images are of one class, in the eyes of a ``OneShotClassifier``.
public struct PairVerdict: Sendable, Hashable {
  /// The head's value before its activation; larger for more alike.
  public let score: Float
  /// The head's activation of the score: with a sigmoid, the probability of one class, 0 … 1.
  public let probability: Float
  /// The least score of pairs that count as one class.
  public let threshold: Float

  /// Whether the score is at or above the threshold.
  public var isSame: Bool { score >= threshold }
}

extension PairVerdict: Encodable {
  private enum Key: CodingKey { case isSame, probability, score }

  /// Writes the verdict, the probability and the score.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(isSame, forKey: .isSame)
    try values.encode(probability, forKey: .probability)
    try values.encode(score, forKey: .score)
  }
}

extension PairVerdict: CustomStringConvertible {
  /// `same (97.1 %)`, with the probability.
  public var description: String {
    "\(isSame ? "same" : "different") (\(percent(Double(probability))))"
  }
}
