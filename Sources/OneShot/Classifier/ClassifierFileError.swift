/// A file that holds no classifier for this network, or cannot be read or written.
public struct ClassifierFileError: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What was found.
  public let found: String
  /// What was expected.
  public let expected: String

  /// `seals.safetensors: expected OneShot classifier 1, found a file without a format`.
  public var description: String { "\(path): expected \(expected), found \(found)" }
}
