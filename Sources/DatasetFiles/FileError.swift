/// A file or folder could not be read or written.
public struct FileError: Error, Equatable, CustomStringConvertible {
  /// The path as it was given.
  public let path: String
  /// What was tried and why it failed: `cannot be read: No such file or directory`.
  public let reason: String

  /// An error about the file at `path`.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The path and the reason.
  public var description: String { "\(path): \(reason)" }
}
