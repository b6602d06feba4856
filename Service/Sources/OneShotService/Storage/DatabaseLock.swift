import Foundation
import ServiceRequests

/// Keeps a second process from the same database, whose memory would know nothing of the first one's
/// changes.
final class DatabaseLock: Sendable {
  private let descriptor: Int32

  /// - Throws: ``Problem`` if another process holds it.
  init(for database: URL) throws(Problem) {
    let path = database.path(percentEncoded: false) + ".lock"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Problem(
        .serviceUnavailable, "The database cannot be opened.",
        found: "\(path): \(String(cString: strerror(errno)))", expected: "a folder to write to")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw Problem(
        .serviceUnavailable, "The database is in use.", found: "another service has \(path)",
        expected: "one service for a database")
    }
  }

  deinit { close(descriptor) }
}
