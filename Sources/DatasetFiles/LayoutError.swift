/// A folder, archive or file of a dataset is not laid out as expected.
public struct LayoutError: Error, Equatable, CustomStringConvertible {
  /// The file or folder at fault, where it is in an archive after the archive's path.
  public let path: String
  /// What was found there.
  public let found: String
  /// What should be there.
  public let expected: String

  /// An error about what is at `path`.
  public init(path: String, found: String, expected: String) {
    self.path = path
    self.found = found
    self.expected = expected
  }

  /// The path and both layouts.
  public var description: String { "\(path): found \(found), expected \(expected)" }
}
