import Foundation

/// An open file that other processes leave alone while this lives, if they ask for the same lock.
package final class LockedFile: Sendable {
  package let path: String
  private let descriptor: Int32

  /// Opens the file with the flags of `open` and waits for a lock (`LOCK_SH` or `LOCK_EX`); nil where
  /// another holds it and `LOCK_NB` says not to wait.
  package init?(_ path: String, _ flags: Int32, _ lock: Int32) throws(FileProblem) {
    self.path = path
    descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("a file that can be read and written") }
    while flock(descriptor, lock) != 0 {
      if errno == EWOULDBLOCK { return nil }
      guard errno == EINTR else { throw failure("a file system that locks files") }
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// All of the file.
  package func bytes() throws(FileProblem) -> [UInt8] { try bytes(from: 0, to: size()) }

  /// Adds a line by one call, which has reached the disk afterward; what was left of a line without
  /// an end is removed before.
  package func append(line: Data) throws(FileProblem) {
    let end = try endOfLastLine()
    guard ftruncate(descriptor, end) == 0 else { throw failure("a writable file") }
    let data = line + [newline]
    let written = data.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard written == data.count else {
      let error = failure("space for \(data.count) bytes")
      _ = ftruncate(descriptor, end)
      throw error
    }
    guard fsync(descriptor) == 0 else { throw failure("a file on a disk") }
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
    guard fstat(descriptor, &status) == 0 else { throw failure("a file of some size") }
    return status.st_size
  }

  private func bytes(from start: off_t, to end: off_t) throws(FileProblem) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(end - start))
    var count = 0
    while count < bytes.count {
      let read = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress! + count, $0.count - count, start + off_t(count))
      }
      guard read > 0 else { throw failure("\(bytes.count) bytes") }
      count += read
    }
    return bytes
  }

  /// An error with what the system says of the last call.
  private func failure(_ expected: String) -> FileProblem {
    FileProblem(
      path: path, line: nil, found: String(cString: strerror(errno)), expected: expected)
  }
}

package let newline = UInt8(ascii: "\n")
