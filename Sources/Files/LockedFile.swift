import Foundation

/// An open file that other processes leave alone while this lives, if they ask for the same lock. The
/// lock goes with the process.
package final class LockedFile: Sendable {
  /// The file.
  package let url: URL
  private let descriptor: Int32

  /// Opens the file with the flags of `open` and waits for a lock (`LOCK_SH` or `LOCK_EX`); nil if
  /// another holds it and `LOCK_NB` says not to wait.
  package init?(_ url: URL, _ flags: Int32, _ lock: Int32) throws(FileProblem) {
    guard !Files.isFolder(url) else {
      throw FileProblem(url, found: "a folder", expected: "a file")
    }
    self.url = url
    let path = url.systemPath
    while true {
      let descriptor = open(path, flags | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else {
        throw problem(url, "a file that can be read and written")
      }
      let code = takeLock(descriptor, lock)
      // Another process may have removed the file before this one had the lock.
      if code == 0 && isNamed(path, descriptor) {
        self.descriptor = descriptor
        return
      }
      close(descriptor)
      if code == EWOULDBLOCK { return nil }
      if code != 0 { throw problem(url, "a file system that locks files", code) }
    }
  }

  deinit { close(descriptor) }

  /// Removes a file that nobody holds, such as what a killed process left; false if somebody does.
  package static func removeLeftover(_ url: URL) -> Bool {
    guard let file = try? LockedFile(url, O_RDWR, LOCK_EX | LOCK_NB) else { return false }
    return withExtendedLifetime(file) { unlink(url.systemPath) == 0 }
  }

  /// All of the file.
  package func bytes() throws(FileProblem) -> [UInt8] { try bytes(from: 0, to: size()) }

  /// Adds a line, which has reached the disk afterward; what was left of a line without an end is
  /// removed before. If the line cannot be written, the file stays as it was.
  package func append(line: Data) throws(FileProblem) {
    let end = try endOfLastLine()
    guard ftruncate(descriptor, end) == 0 else { throw problem(url, "a writable file") }
    let data = line + [newline]
    let code = data.withUnsafeBytes { writeAll($0, to: descriptor) }
    if code != 0 {
      _ = ftruncate(descriptor, end)
      throw problem(url, "space for \(data.count) bytes", code)
    }
    guard fsync(descriptor) == 0 else { throw problem(url, "a file on a disk") }
  }

  private func endOfLastLine() throws(FileProblem) -> off_t {
    var end = try size()
    while end > 0 {
      let start = max(0, end - 4096)
      let block = try bytes(from: start, to: end)
      if let place = block.lastIndex(of: newline) { return start + off_t(place) + 1 }
      end = start
    }
    return 0
  }

  private func size() throws(FileProblem) -> off_t {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw problem(url, "a file of some size") }
    return status.st_size
  }

  private func bytes(from start: off_t, to end: off_t) throws(FileProblem) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(end - start))
    var count = 0
    while count < bytes.count {
      let read = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress! + count, $0.count - count, start + off_t(count))
      }
      if read < 0 { throw problem(url, "\(bytes.count) bytes") }
      guard read > 0 else {
        throw FileProblem(url, found: "only \(count)", expected: "\(bytes.count) bytes")
      }
      count += read
    }
    return bytes
  }
}

/// What the system says of the call that has just failed.
private func problem(_ url: URL, _ expected: String, _ code: Int32 = errno) -> FileProblem {
  FileProblem(url, found: Files.message(code), expected: expected)
}

/// Takes the lock of an open file; the system's error code, 0 for none.
func takeLock(_ descriptor: Int32, _ lock: Int32) -> Int32 {
  while flock(descriptor, lock) != 0 {
    if errno != EINTR { return errno }
  }
  return 0
}

/// Whether the path still leads to the open file.
func isNamed(_ path: String, _ descriptor: Int32) -> Bool {
  var (named, opened) = (stat(), stat())
  return stat(path, &named) == 0 && fstat(descriptor, &opened) == 0
    && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
}

package let newline = UInt8(ascii: "\n")
