import Basics
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Recycles the memory of tensors, so that a steady training step asks the system for no new pages.
///
/// Sizes are rounded up to eight steps per power of two, and a free buffer serves whoever needs half
/// of it or more; small buffers go straight to `malloc`.
///
/// The pool has a bound: what is used and what is free are together no more than ``allowance`` and twice the
/// most that was used at a time, a peak that is forgotten bit by bit. Beyond it the buffers of the size that
/// was not asked for longest go back to the system: a list that grows by one with every call leaves none of
/// its former sizes behind, and what training needed is given back while the network is used.
package enum BufferPool {
  /// Of the buffers; a large one's size stands in the line of memory before it.
  private static let alignment = 64
  private static let smallest = 1 << 14
  /// The bytes that may be free whatever was used.
  package static let allowance = 1 << 26
  private static let pool = Lock(FreeBuffers(allowance: allowance), isGlobal: true)
  private static let systemBuffers = Atomic<Int>(0)

  /// How many large buffers came from the system so far; in a steady state the number stands still.
  package static var systemBufferCount: Int { systemBuffers.load(ordering: .relaxed) }

  /// The bytes of the large buffers that nobody uses.
  package static var freeByteCount: Int { pool.withLock { $0.bytes } }

  /// Uninitialized memory for `count` scalars, aligned to 64 bytes.
  package static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    let bytes = sizeClass(ofBytes: max(count, 1) * MemoryLayout<Float>.stride)
    let memory =
      bytes < smallest
      ? UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
      : pool.withLock { $0.take(bytes) }?.pointer ?? newBuffer(of: bytes)
    return memory.bindMemory(to: Float.self, capacity: count)
  }

  /// Gives back what `allocate(count)` returned.
  package static func release(_ pointer: UnsafeMutablePointer<Float>, count: Int) {
    let buffer = FreeBuffers.Buffer(pointer: UnsafeMutableRawPointer(pointer))
    if sizeClass(ofBytes: max(count, 1) * MemoryLayout<Float>.stride) < smallest {
      buffer.pointer.deallocate()
    } else {
      let bytes = (buffer.pointer - alignment).load(as: Int.self)
      for surplus in pool.withLock({ $0.put(buffer, of: bytes) }) {
        free(surplus.pointer - alignment)
      }
    }
  }

  private static func newBuffer(of bytes: Int) -> UnsafeMutableRawPointer {
    systemBuffers.add(1, ordering: .relaxed)
    var found: UnsafeMutableRawPointer?
    let (size, isHuge) = bytes.addingReportingOverflow(alignment)
    guard !isHuge, posix_memalign(&found, alignment, size) == 0, let memory = found else {
      fatalError("the system refuses \(bytes) bytes for a tensor")
    }
    memory.storeBytes(of: bytes, as: Int.self)
    return memory + alignment
  }

  /// Bytes rounded up to the next of eight steps per power of two.
  static func sizeClass(ofBytes bytes: Int) -> Int {
    guard bytes > 512 else { return (bytes + alignment - 1) / alignment * alignment }
    let step = 1 << (bytes.bitWidth - bytes.leadingZeroBitCount - 4)
    return (bytes + step - 1) / step * step
  }
}
