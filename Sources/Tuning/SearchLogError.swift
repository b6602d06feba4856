/// A log of trials that cannot be read or written, or belongs to another search.
public struct SearchLogError: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// The line at fault, from 1, or nil where it is the file as a whole.
  public let line: Int?
  /// What was found.
  public let found: String
  /// What was expected.
  public let expected: String

  /// `trials.jsonl:3: expected scores to minimize, found scores to maximize`.
  public var description: String {
    "\(path):\(line.map { "\($0):" } ?? "") expected \(expected), found \(found)"
  }
}
