/// What a method answered to one query of a task: a trial of an ``Evaluation``.
public struct Verdict: Sendable, Hashable {
  /// The position of the query in the dataset.
  public let query: Int
  /// The position of the true class's first example.
  public let answer: Int
  /// The position of the first example of the class that the method preferred: the true one only if its
  /// score is larger than every other, else the best of the others, or nil if the true class's score
  /// or all others are NaN.
  public let choice: Int?

  /// Whether the true class got the strictly largest score.
  public var isCorrect: Bool { choice == answer }
}

extension Accuracy {
  /// How many of the verdicts, of which there must be at least one, are right.
  public init(_ verdicts: some Collection<Verdict>) {
    self.init(correct: verdicts.count { $0.isCorrect }, of: verdicts.count)
  }
}
