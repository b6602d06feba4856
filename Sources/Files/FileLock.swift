import Foundation

/// Who has it may read a file, change what was read and write it again: whoever else asks for the lock of
/// that file waits, in this process or another one.
///
/// ```swift
/// let lock = try FileLock(for: url)
/// defer { withExtendedLifetime(lock) {} }
/// ```
///
/// The lock is a hidden file beside it, gone with whoever has it; a file that is replaced by renaming could
/// not hold a lock itself.
package final class FileLock: Sendable {
  private let file: LockedFile

  /// Waits for the lock.
  ///
  /// - Throws: ``FileProblem`` if the folder of the file cannot be written in.
  package init(for url: URL) throws(FileProblem) {
    // Without LOCK_NB it is there or is thrown.
    file = try Self.file(for: url, LOCK_EX)!
  }

  /// Takes the lock unless somebody has it.
  ///
  /// - Throws: ``FileProblem`` if somebody has it, or the folder of the file cannot be written in.
  package init(unlessTaken url: URL) throws(FileProblem) {
    guard let file = try Self.file(for: url, LOCK_EX | LOCK_NB) else {
      throw FileProblem(
        url, found: "one that another program or another part of this one has open",
        expected: "a file that nobody else changes")
    }
    self.file = file
  }

  private static func file(for url: URL, _ lock: Int32) throws(FileProblem) -> LockedFile? {
    let name = ".\(Files.shortened(url.lastPathComponent)).lock"
    let place = url.deletingLastPathComponent().appending(path: name)
    do {
      return try LockedFile(place, O_RDWR | O_CREAT, lock)
    } catch {
      throw FileProblem(
        url, found: "\(error.found)", expected: "a file in a folder that can be written in")
    }
  }

  deinit { unlink(file.url.systemPath) }
}
