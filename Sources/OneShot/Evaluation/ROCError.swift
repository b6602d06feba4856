/// Scores of which no ROC curve can be drawn.
public enum ROCError: Error, Equatable, CustomStringConvertible {
  /// There are no pairs of one class, or none of two.
  case oneKind(same: Int, different: Int)
  /// The score at this position is NaN.
  case notANumber(position: Int)

  /// What was found, and what was expected.
  public var description: String {
    switch self {
    case .oneKind(let same, let different):
      "ROC curve: expected scores of both kinds, found \(same) of the same and \(different) of "
        + "different classes"
    case .notANumber(let position): "ROC curve: expected numbers, found NaN as score \(position)"
    }
  }
}
