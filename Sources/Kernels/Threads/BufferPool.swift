import Basics
import Synchronization

/// Recycles the memory of tensors, so that a steady training step asks the system for no new pages.
///
/// Sizes are rounded up to a few classes per power of two; small buffers go straight to `malloc`.
package enum BufferPool {
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
    let bytes = sizeClass(count)
    let recycled = bytes < smallest ? nil : free.withLock { $0[bytes]?.popLast() }
    if recycled == nil && bytes >= smallest { systemBuffers.add(1, ordering: .relaxed) }
    let memory =
      recycled?.pointer
      ?? UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
    return memory.bindMemory(to: Float.self, capacity: bytes / MemoryLayout<Float>.stride)
  }

  /// Gives back what `allocate(count)` returned.
  package static func release(_ pointer: UnsafeMutablePointer<Float>, count: Int) {
    let bytes = sizeClass(count)
    let address = Address(pointer: UnsafeMutableRawPointer(pointer))
    if bytes < smallest {
      address.pointer.deallocate()
    } else {
      free.withLock { $0[bytes, default: []].append(address) }
    }
  }

  /// Bytes rounded up to the next of eight steps per power of two.
  private static func sizeClass(_ count: Int) -> Int {
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    guard bytes > 512 else { return (bytes + alignment - 1) / alignment * alignment }
    let step = 1 << (bytes.bitWidth - bytes.leadingZeroBitCount - 4)
    return (bytes + step - 1) / step * step
  }
}
