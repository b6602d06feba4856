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
    let name = ".\(Files.shortened(url.lastPathComponent)).lock"
    let place = url.deletingLastPathComponent().appending(path: name)
    do {
      // Without LOCK_NB it is there or is thrown.
      file = try LockedFile(place, O_RDWR | O_CREAT, LOCK_EX)!
    } catch {
      throw FileProblem(
        url, found: "\(error.found)", expected: "a file in a folder that can be written in")
    }
  }

  deinit { unlink(file.url.systemPath) }
}
