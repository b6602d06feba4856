import Foundation

/// The bytes of a file as memory that the system reads when they are looked at, and gives up when it needs
/// room.
///
/// Only for files that nobody else cuts, such as one whose lock the caller holds: what is no longer there
/// stops the program when it is looked at.
package final class MappedFile: Sendable {
  nonisolated(unsafe) private let start: UnsafeMutableRawPointer?
  private let count: Int

  /// Maps the first `count` bytes of an open file, which may be closed afterward.
  ///
  /// - Parameters:
  ///   - descriptor: The file, open for reading.
  ///   - count: At most its size.
  ///   - url: What errors name.
  package init(_ descriptor: Int32, count: Int, of url: URL) throws(FileProblem) {
    self.count = count
    guard count > 0 else {
      start = nil
      return
    }
    let memory = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let memory, memory != MAP_FAILED else {
      throw FileProblem(url, found: Files.message(errno), expected: "a file that can be mapped")
    }
    start = memory
  }

  deinit { if let start { munmap(start, count) } }

  /// The bytes, valid while this lives.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
}
