import Basics
import Synchronization

/// Recycles the memory of tensors, so that a steady training step asks the system for no new pages.
///
/// Sizes are rounded up to eight steps per power of two, and a free buffer serves whoever needs half
/// of it or more; small buffers go straight to `malloc`.
package enum BufferPool {
  /// Of the buffers; a large one's size stands in the line of memory before it.
  private static let alignment = 64
  private static let smallest = 1 << 14
  private static let free = Lock<[Int: [Address]]>([:])
  private static let systemBuffers = Atomic<Int>(0)

  /// How many large buffers came from the system so far; in a steady state the number stands still.
  package static var systemBufferCount: Int { systemBuffers.load(ordering: .relaxed) }

  /// An address that may travel between threads: whoever holds it owns the buffer.
  private struct Address: Sendable { nonisolated(unsafe) let pointer: UnsafeMutableRawPointer }

  /// Uninitialized memory for `count` scalars, aligned to 64 bytes.
  package static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    let bytes = sizeClass(ofBytes: max(count, 1) * MemoryLayout<Float>.stride)
    let memory =
      bytes < smallest
      ? UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
      : free.withLock { takeBuffer(of: bytes, from: &$0) }?.pointer ?? newBuffer(of: bytes)
    return memory.bindMemory(to: Float.self, capacity: count)
  }

  /// Gives back what `allocate(count)` returned.
  package static func release(_ pointer: UnsafeMutablePointer<Float>, count: Int) {
    let address = Address(pointer: UnsafeMutableRawPointer(pointer))
    if sizeClass(ofBytes: max(count, 1) * MemoryLayout<Float>.stride) < smallest {
      address.pointer.deallocate()
    } else {
      let bytes = (address.pointer - alignment).load(as: Int.self)
      free.withLock { $0[bytes, default: []].append(address) }
    }
  }

  /// The smallest free buffer of at least `bytes` and at most twice as many.
  private static func takeBuffer(of bytes: Int, from free: inout [Int: [Address]]) -> Address? {
    var size = bytes
    while size <= 2 * bytes {
      if let address = free[size]?.popLast() { return address }
      size = sizeClass(ofBytes: size + 1)
    }
    return nil
  }

  private static func newBuffer(of bytes: Int) -> UnsafeMutableRawPointer {
    systemBuffers.add(1, ordering: .relaxed)
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: alignment + bytes, alignment: alignment)
    memory.storeBytes(of: bytes, as: Int.self)
    return memory + alignment
  }

  /// Bytes rounded up to the next of eight steps per power of two.
  private static func sizeClass(ofBytes bytes: Int) -> Int {
    guard bytes > 512 else { return (bytes + alignment - 1) / alignment * alignment }
    let step = 1 << (bytes.bitWidth - bytes.leadingZeroBitCount - 4)
    return (bytes + step - 1) / step * step
  }
}
