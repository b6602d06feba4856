import OneShot

/// What tasks say of a recognizer, as lines for people and as JSON.
public struct TaskAnswer: Encodable, CustomStringConvertible {
  private let ways: Int
  private let shots: Int
  private let accuracy: Accuracy
  private let equalErrorRate: Double?
  private let rejection: [ROCCurve.Point]
  private let confusions: [String]
  private let mistakes: String?
  /// Lines for people.
  public let description: String

  private enum Key: CodingKey {
    case ways, shots, accuracy, equalErrorRate, rejection, confusions, mistakes
  }

  /// - Parameters:
  ///   - evaluation: What it said, of at least one trial.
  ///   - rejection: What thresholds cost that tell unknown pictures; nil if that could not be measured.
  ///   - pictured: How many mistakes are in a picture.
  ///   - file: The picture.
  public init(_ evaluation: Evaluation, rejection: ROCCurve?, pictured: Int, in file: String) {
    (ways, shots) = (evaluation.tasks[0].ways, evaluation.tasks[0].shots)
    accuracy = evaluation.accuracy
    equalErrorRate = rejection?.equalErrorRate
    self.rejection = rejection?.points() ?? []
    confusions = evaluation.confusions(limit: 5).map(\.description)
    mistakes = pictured > 0 ? file : nil
    let lines = ["\(ways)-way \(shots)-shot: \(evaluation)", rejection?.rejectionText]
    description =
      (lines.compactMap { $0 } + confusions
      + [pictured > 0 ? "\(pictured) mistakes are in \(file)" : "no mistakes"])
      .joined(separator: "\n")
  }

  /// Writes what was measured.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(ways, forKey: .ways)
    try values.encode(shots, forKey: .shots)
    try values.encode(accuracy, forKey: .accuracy)
    try values.encodeIfPresent(equalErrorRate, forKey: .equalErrorRate)
    try values.encode(rejection, forKey: .rejection)
    try values.encode(confusions, forKey: .confusions)
    try values.encodeIfPresent(mistakes, forKey: .mistakes)
  }
}
