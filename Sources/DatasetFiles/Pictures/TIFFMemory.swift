import CLibTIFF

/// A file in memory, as libtiff reads it.
final class TIFFMemory {
  /// They must outlive this object.
  private let bytes: UnsafeRawBufferPointer
  private var position: UInt64 = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The file, open; nil if it is no TIFF.
  ///
  /// - Parameter memory: Must be kept until the file is closed.
  static func open(_ memory: Unmanaged<TIFFMemory>) -> OpaquePointer? {
    // "m": not mapped, for libtiff would trust what it maps to be as long as it says.
    TIFFClientOpen(
      "memory", "rm", memory.toOpaque(),
      { client, target, count in
        tmsize_t(TIFFMemory.of(client)?.read(to: target, count: Int(count)) ?? -1)
      },
      { _, _, _ in -1 },
      { client, offset, origin in
        TIFFMemory.of(client)?.seek(to: offset, from: origin) ?? UInt64.max
      },
      { _ in 0 },
      { client in UInt64(TIFFMemory.of(client)?.bytes.count ?? 0) },
      { _, _, _ in 0 },
      { _, _, _ in })
  }

  private static func of(_ client: UnsafeMutableRawPointer?) -> TIFFMemory? {
    client.map { Unmanaged<TIFFMemory>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Copies as many bytes as there are, at most `count`.
  private func read(to target: UnsafeMutableRawPointer?, count: Int) -> Int {
    guard let target, let base = bytes.baseAddress, count > 0, position < bytes.count else {
      return 0
    }
    let start = Int(position)
    let length = min(count, bytes.count - start)
    target.copyMemory(from: base + start, byteCount: length)
    position += UInt64(length)
    return length
  }

  /// `origin` is 0 for the beginning, 1 for the position and 2 for the end, as in the C library; offsets
  /// wrap around to go back.
  private func seek(to offset: UInt64, from origin: CInt) -> UInt64 {
    switch origin {
    case 1: position &+= offset
    case 2: position = UInt64(bytes.count) &+ offset
    default: position = offset
    }
    return position
  }
}
