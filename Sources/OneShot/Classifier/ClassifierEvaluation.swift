/// What a ``OneShotClassifier`` says of pictures whose classes are known.
public struct ClassifierEvaluation: Sendable, Hashable {
  /// How often the nearest class is right, of the pictures of enrolled classes.
  public let nearest: Accuracy
  /// How often it is right and high enough to count as known.
  public let accepted: Accuracy
  /// How often a picture of a class that is not enrolled is called unknown; nil without such pictures.
  public let refused: Accuracy?
  /// What thresholds on the best score cost; nil without pictures of classes that are not enrolled.
  public let rejection: ROCCurve?
}

extension ClassifierEvaluation: Encodable {
  private enum Key: CodingKey { case nearest, accepted, refused, equalErrorRate, rejection }

  /// Writes the accuracies, and of the curve its equal error rate and a few points.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(nearest, forKey: .nearest)
    try values.encode(accepted, forKey: .accepted)
    try values.encodeIfPresent(refused, forKey: .refused)
    try values.encodeIfPresent(rejection?.equalErrorRate, forKey: .equalErrorRate)
    try values.encodeIfPresent(rejection?.points(), forKey: .rejection)
  }
}

extension ClassifierEvaluation: CustomStringConvertible {
  /// A line for each accuracy, and what thresholds cost.
  public var description: String {
    let lines = [
      "enrolled classes: nearest class right \(nearest)",
      "right and not called unknown: \(accepted)",
      refused.map { "pictures of other classes called unknown: \($0)" },
      rejection.map(\.rejectionText),
    ]
    return lines.compactMap { $0 }.joined(separator: "\n")
  }
}

extension ROCCurve {
  /// What thresholds cost that tell known pictures from unknown ones:
  ///
  ///     known or unknown: AUC 0.937, equal error rate 13.0 % (200 same, 200 different)
  ///       accepting 1.0 % of unknown pictures keeps 55.5 % of known ones
  public var rejectionText: String {
    let lines = points().map {
      "  accepting \(percent($0.falseAcceptRate)) of unknown pictures keeps "
        + "\(percent($0.trueAcceptRate)) of known ones"
    }
    return (["known or unknown: \(self)"] + lines).joined(separator: "\n")
  }
}
