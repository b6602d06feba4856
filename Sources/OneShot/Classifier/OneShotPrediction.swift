/// What a ``OneShotClassifier`` says of one image.
///
/// ```swift
/// prediction.label               // "seal", or nil for an unknown class
/// prediction.best.probability    // 0.93
/// print(prediction)              // seal (93.0 %)
/// ```
public struct OneShotPrediction: Sendable, Hashable {
  /// A class that the image may be of.
  public struct Candidate: Sendable, Hashable, Encodable {
    /// The label under which the class is enrolled.
    public let label: String
    /// The softmax of the score over all enrolled classes, 0 … 1: they sum to 1, those beyond the
    /// first few included.
    ///
    /// If scores are the logarithms of odds, as behind a sigmoid trained by cross-entropy, it is the
    /// probability of the class under the assumption that the image is of one of the enrolled classes,
    /// each as likely as the others before the image is seen. It says nothing about that assumption:
    /// with one class it is 1.
    public let probability: Float
    /// The head's value before its activation; with several examples by the classifier's ``ShotRule``.
    /// Larger for more alike, and what the threshold is compared with.
    public let score: Float
    /// The head's activation of the score: with a sigmoid, the probability that the image and the
    /// class's examples are of one class, 0 … 1, whatever other classes there are.
    public let verification: Float
  }

  /// The best classes, the best one first; classes of equal score in the order of their enrollment. At
  /// least one.
  public let candidates: [Candidate]
  /// The least score of the best class at which the image counts as known; −∞ before calibration.
  public let threshold: Float
  /// The number of enrolled classes that the image was compared with.
  public let classCount: Int

  /// The class of the highest score, whether or not it is high enough.
  public var best: Candidate { candidates[0] }
  /// Whether the best score is at or above the threshold.
  public var isKnown: Bool { best.score >= threshold }
  /// The label of the best class, or nil if the image counts as unknown.
  public var label: String? { isKnown ? best.label : nil }
}

extension OneShotPrediction: Encodable {
  private enum Key: CodingKey { case label, candidates }

  /// Writes the label, which is left out for an unknown class, and the candidates.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encodeIfPresent(label, forKey: .label)
    try values.encode(candidates, forKey: .candidates)
  }
}

extension OneShotPrediction: CustomStringConvertible {
  /// `seal (93.0 %)`, or `unknown (nearest: seal, score -1.20 below 0.35)`.
  ///
  /// Of more than ``fewClasses`` classes the percentage of the softmax says little: it gets smaller with
  /// every class more, and that of the right class may be a hundredth. Then the score is given instead, which
  /// does not depend on their number: `seal (score 2.10)`.
  public var description: String {
    let (score, threshold) = (scoreText(best.score), scoreText(threshold))
    if !isKnown { return "unknown (nearest: \(best.label), score \(score) below \(threshold))" }
    if classCount > Self.fewClasses { return "\(best.label) (score \(score))" }
    return "\(best.label) (\(percent(Double(best.probability))))"
  }

  /// The most classes of which ``description`` gives the probability.
  public static var fewClasses: Int { 100 }

  /// The candidate with its probability if the classes are few, otherwise with its score: `seal 93.0 %`,
  /// `seal, score 2.10`.
  public func description(of candidate: Candidate) -> String {
    classCount > Self.fewClasses
      ? "\(candidate.label), score \(scoreText(candidate.score))"
      : "\(candidate.label) \(percent(Double(candidate.probability)))"
  }
}
