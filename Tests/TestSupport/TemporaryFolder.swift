import Foundation

/// A folder of its own for a test, gone with it.
public final class TemporaryFolder: Sendable {
  /// The folder.
  public let url: URL

  /// Makes an empty folder.
  ///
  /// - Parameter name: Its name, such as one with a percent sign; default a new one.
  public init(named name: String? = nil) throws {
    var url = FileManager.default.temporaryDirectory
      .appending(path: "oneshot-\(UUID().uuidString)", directoryHint: .isDirectory)
    root = url
    if let name { url.append(path: name, directoryHint: .isDirectory) }
    self.url = url
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  private let root: URL

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Writes a file and makes the folders above it; the result is where it is.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> URL {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }

  /// The paths of everything in the folder, relative to it, in order; hidden files too.
  public var names: [String] {
    let path = url.resolvingSymlinksInPath().path(percentEncoded: false)
    return ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// Names of folders that turn into others where the percent-encoded path of a URL is taken for a path:
/// `a b` into `a%20b`.
public let awkwardNames = ["plain", "a b", "my läufe #1", "50%", "q?x", "%20", "日本"]

/// Runs `body` with an empty folder, removed afterward.
public func inTemporaryFolder(_ body: (URL) throws -> Void) throws {
  let folder = try TemporaryFolder()
  try withExtendedLifetime(folder) { try body(folder.url) }
}
