/// A file of tensors that cannot be read or written.
public struct SafetensorsError: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What was found.
  public let found: String
  /// What was expected.
  public let expected: String

  /// `weights.safetensors: expected a header of 96 bytes, found only 20`.
  public var description: String { "\(path): expected \(expected), found \(found)" }
}
