/// A file could not be downloaded.
public struct DownloadError: Error, Equatable, CustomStringConvertible {
  /// The address.
  public let url: String
  /// What happened: `the server answered with status 404`.
  public let reason: String

  /// An error about what is at `url`.
  public init(url: String, reason: String) {
    self.url = url
    self.reason = reason
  }

  /// The address and the reason.
  public var description: String { "\(url): \(reason)" }
}
