import Foundation

/// A new file beside another one, whose place it is to take.
///
/// Its name follows from the other's, so that the next write of the same file finds what a killed
/// process left and removes it. It is locked as long as this lives: a lock goes with its process and
/// tells a leftover from the file of a living process, on another machine or in another container
/// too, where the number of a process would say nothing.
final class TemporaryFile {
  let path: String
  let descriptor: Int32

  /// - Parameters:
  ///   - target: The file whose place is to be taken.
  ///   - url: What errors name.
  ///   - permissions: Those of the new file; by default those of any new file.
  init(beside target: URL, for url: URL, permissions: mode_t?) throws(FileProblem) {
    var number = 0
    while true {
      let file = Self.url(beside: target, number)
      let path = file.systemPath
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, permissions ?? 0o666)
      if descriptor < 0 {
        let code = errno
        guard code == EEXIST else {
          throw FileProblem(url, found: Files.message(code), expected: "a writable file")
        }
        // Another process may be writing the same file: both write, and the last one stays.
        if !LockedFile.removeLeftover(file) { number += 1 }
        continue
      }
      let code = takeLock(descriptor, LOCK_EX | LOCK_NB)
      // If somebody has just taken it for a leftover, there is another try. A file system without
      // locks has to do without.
      if code == EWOULDBLOCK || code == 0 && !isNamed(path, descriptor) {
        close(descriptor)
        continue
      }
      if let permissions { fchmod(descriptor, permissions) }
      self.path = path
      self.descriptor = descriptor
      return
    }
  }

  deinit { close(descriptor) }

  /// Gives up the place.
  func remove() { unlink(path) }

  /// A hidden name that is short, however long the target's is.
  static func url(beside target: URL, _ number: Int = 0) -> URL {
    let end = number == 0 ? "" : "-\(number)"
    return target.deletingLastPathComponent()
      .appending(path: ".\(Files.shortened(target.lastPathComponent)).saving\(end)")
  }
}
