import Foundation

/// Memory for rows.
///
/// As much as a large page comes straight from the system, in large pages where it has them: a search reads
/// all of it, and would wait for the translation of addresses otherwise.
final class RowMemory: Sendable {
  nonisolated(unsafe) let pointer: UnsafeMutableRawPointer
  private let mapped: Int

  private static let largePage = 1 << 21

  init(bytes: Int) {
    guard bytes > Self.largePage / 2 else {
      pointer = .allocate(byteCount: max(bytes, 1), alignment: 64)
      mapped = 0
      return
    }
    let size = (bytes + Self.largePage - 1) / Self.largePage * Self.largePage
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, Self.largePage, size) == 0, let memory else {
      fatalError("EmbeddingIndex: the system has no \(size) bytes of memory")
    }
    #if os(Linux)
      madvise(memory, size, MADV_HUGEPAGE)
    #endif
    pointer = memory
    mapped = size
  }

  deinit {
    if mapped > 0 { free(pointer) } else { pointer.deallocate() }
  }
}
