import Basics
import Foundation

/// A file that grows at its end, or is replaced as a whole, and that nobody else may open so meanwhile.
///
/// ```swift
/// let file = try GrowingFile(url) { file throws(FileProblem) in
///   try file.write(header)  // if it is not there yet
/// }
/// try file.append([record])
/// ```
package final class GrowingFile: Sendable {
  package let url: URL
  private let lock: FileLock
  private let state: Lock<State>

  private struct State: Sendable {
    var descriptor: Int32
    var size: Int
  }

  /// Opens a file; one that is not there is written first, all of it or nothing.
  ///
  /// - Throws: ``FileProblem`` if another one of these has the file, in this process or another, or it
  ///   cannot be read and written.
  package init(
    _ url: URL, begin: (FileWriter) throws(FileProblem) -> Void
  ) throws(FileProblem) {
    self.url = url
    lock = try FileLock(unlessTaken: url)
    if !Files.exists(url) { try writeAtomically(to: url, begin) }
    state = Lock(try Self.opened(url))
  }

  deinit { state.withLock { _ = close($0.descriptor) } }

  private static func opened(_ url: URL) throws(FileProblem) -> State {
    guard !Files.isFolder(url) else {
      throw FileProblem(url, found: "a folder", expected: "a file")
    }
    let descriptor = open(url.systemPath, O_RDWR | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileProblem(
        url, found: Files.message(errno), expected: "a file that can be read and written")
    }
    return State(descriptor: descriptor, size: Files.size(of: descriptor))
  }

  /// Bytes.
  package var size: Int { state.withLock { $0.size } }

  /// What is there now, as memory. Nobody else cuts it.
  package func mapped() throws(FileProblem) -> MappedFile {
    try state.withLock { _ throws(FileProblem) in try MappedFile(url) }
  }

  /// Adds bytes at the end; if not all can be written, the file stays as it was.
  ///
  /// - Parameters:
  ///   - pieces: What is written, one after another.
  ///   - isSynchronized: Whether it has reached the disk afterward.
  package func append(
    _ pieces: [UnsafeRawBufferPointer], isSynchronized: Bool
  ) throws(FileProblem) {
    try state.withLock { state throws(FileProblem) in
      var code: Int32 = 0
      var count = 0
      for piece in pieces where code == 0 {
        code = writeAll(piece, to: state.descriptor)
        count += piece.count
      }
      if code == 0 && isSynchronized && fsync(state.descriptor) != 0 { code = errno }
      guard code == 0 else {
        _ = ftruncate(state.descriptor, off_t(state.size))
        throw FileProblem(url, found: Files.message(code), expected: "space for \(count) bytes")
      }
      state.size += count
    }
  }

  /// Gives up what lies behind the first `size` bytes.
  package func cut(to size: Int) throws(FileProblem) {
    try state.withLock { state throws(FileProblem) in
      guard ftruncate(state.descriptor, off_t(size)) == 0, fsync(state.descriptor) == 0 else {
        throw FileProblem(url, found: Files.message(errno), expected: "a writable file")
      }
      state.size = size
    }
  }

  /// Writes another file and puts it in the place of this one, all of it or nothing. What was mapped of the
  /// old one stays.
  package func replace(
    _ body: (FileWriter) throws(FileProblem) -> Void
  ) throws(FileProblem) {
    try state.withLock { state throws(FileProblem) in
      try writeAtomically(to: url, body)
      let next = try Self.opened(url)
      close(state.descriptor)
      state = next
    }
  }
}
