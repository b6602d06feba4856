/// One line of a report: what one method reached in tasks of one kind.
///
/// In JSON: `{"protocol": "within-group", "ways": 20, "shots": 1, "method": "siamese",
/// "correct": 338, "trials": 400, "accuracy": 0.845, "interval": [0.806, 0.877]}`.
public struct ResultRow: Sendable, Hashable {
  /// How the tasks were drawn.
  public let `protocol`: EvaluationProtocol
  /// The number of classes of a task, N.
  public let ways: Int
  /// The number of examples of a class, k.
  public let shots: Int
  /// The method: its scorer's name.
  public let method: String
  /// How often it was right.
  public let accuracy: Accuracy
  /// Whether the method saw all queries of a task at once: its figure is then to be compared with those of such
  /// methods only.
  public let isTransductive: Bool

  /// A row of the given entries.
  public init(
    protocol: EvaluationProtocol, ways: Int, shots: Int, method: String, accuracy: Accuracy,
    isTransductive: Bool = false
  ) {
    self.protocol = `protocol`
    self.ways = ways
    self.shots = shots
    self.method = method
    self.accuracy = accuracy
    self.isTransductive = isTransductive
  }

  /// What an evaluation found; ways and shots are those of its first task, of which there must be one.
  public init(_ protocol: EvaluationProtocol, _ evaluation: Evaluation) {
    self.init(
      protocol: `protocol`, ways: evaluation.tasks.tasks[0].ways,
      shots: evaluation.tasks.tasks[0].shots, method: evaluation.method,
      accuracy: evaluation.accuracy, isTransductive: evaluation.isTransductive)
  }
}

extension ResultRow: CustomStringConvertible {
  /// `official, siamese: 394 of 400 right (1.50 % error)`.
  public var description: String {
    let error = decimal(100 * (1 - accuracy.value), places: 2)
    return "\(`protocol`.rawValue), \(method): \(accuracy.correct) of \(accuracy.trials) right "
      + "(\(error) % error)"
  }
}

extension ResultRow: Codable {
  private enum Key: String, CodingKey {
    case `protocol`, ways, shots, method, correct, trials, accuracy, interval, seesAllQueries
  }

  /// Writes the entries and, computed from them, `accuracy` and `interval`; `seesAllQueries` only where it is
  /// true.
  public func encode(to encoder: any Encoder) throws {
    var row = encoder.container(keyedBy: Key.self)
    try row.encode(`protocol`, forKey: .protocol)
    try row.encode(ways, forKey: .ways)
    try row.encode(shots, forKey: .shots)
    try row.encode(method, forKey: .method)
    try row.encode(accuracy.correct, forKey: .correct)
    try row.encode(accuracy.trials, forKey: .trials)
    try row.encode(accuracy.value, forKey: .accuracy)
    let interval = accuracy.interval
    try row.encode([interval.lowerBound, interval.upperBound], forKey: .interval)
    if isTransductive { try row.encode(true, forKey: .seesAllQueries) }
  }

  /// Reads what `encode(to:)` writes.
  ///
  /// - Throws: `DecodingError` if an entry is missing, or of `correct` and `trials` the first is
  ///   not in 0 … the second.
  public init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    let correct = try row.decode(Int.self, forKey: .correct)
    let trials = try row.decode(Int.self, forKey: .trials)
    guard trials >= 1, (0...trials).contains(correct) else {
      throw DecodingError.dataCorruptedError(
        forKey: .correct, in: row,
        debugDescription: "\(correct) of \(trials) trials cannot be right")
    }
    self.init(
      protocol: try row.decode(EvaluationProtocol.self, forKey: .protocol),
      ways: try row.decode(Int.self, forKey: .ways),
      shots: try row.decode(Int.self, forKey: .shots),
      method: try row.decode(String.self, forKey: .method),
      accuracy: Accuracy(correct: correct, of: trials),
      isTransductive: try row.decodeIfPresent(Bool.self, forKey: .seesAllQueries) ?? false)
  }
}
