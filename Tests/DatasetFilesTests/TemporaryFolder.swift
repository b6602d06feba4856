import Foundation

@testable import DatasetFiles

/// A folder of its own for a test, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/oneshot-" + UUID().uuidString
    try Files.makeFolder(path)
  }

  deinit { Files.remove(path) }

  /// Writes a file and the folders above it; the result is its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try Files.makeFolder((file as NSString).deletingLastPathComponent)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  var names: [String] { ((try? Files.list(path)) ?? []).sorted() }
}
