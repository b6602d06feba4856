import Foundation

/// A folder of its own for a test, gone with it.
///
/// Its name has all that a path may have and an address may not, so that every test that uses one tells
/// where the two are confused.
public final class TemporaryFolder: Sendable {
  /// The folder.
  public let url: URL
  private let root: URL

  /// Makes an empty folder.
  ///
  /// - Parameter name: Its name below a folder of its own; default an awkward one.
  public init(named name: String = "my läufe #1 50% %20 q?x 日本") throws {
    root = FileManager.default.temporaryDirectory.appending(path: "oneshot-\(UUID().uuidString)")
    url = root.appending(path: name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// The folder's path, as messages show it.
  public var path: String { url.path(percentEncoded: false) }

  /// The place of a file or folder below it.
  public subscript(name: String) -> URL { url.appending(path: name) }

  /// Writes a file and makes the folders above it; the result is its place.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> URL {
    try FileManager.default.createDirectory(
      at: self[name].deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: self[name])
    return self[name]
  }

  /// The paths of all files and folders below it, hidden ones too, in order.
  public var names: [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
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
