/// Downloads the published files of a dataset.
public struct Downloader: Sendable {
  /// Not there yet.
  public init() {}
  func download(_ file: OfficialFile, to path: String) throws {
    throw DownloadError(url: file.remotePath, reason: "not yet")
  }
}
/// A download failed.
public struct DownloadError: Error, Equatable, CustomStringConvertible {
  /// The address.
  public let url: String
  /// Why.
  public let reason: String
  /// The address and the reason.
  public var description: String { "\(url): \(reason)" }
}
