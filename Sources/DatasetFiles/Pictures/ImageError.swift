/// An image could not be decoded or encoded, or does not fit the others.
public struct ImageError: Error, Equatable, CustomStringConvertible {
  /// The file, or the archive and the path within it.
  public let path: String
  /// What is wrong: `is no PNG image: Not a PNG file`.
  public let reason: String

  /// An error about the image at `path`.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The path and the reason.
  public var description: String { "\(path): \(reason)" }
}
