/// Scratch memory that lives as long as this object.
final class PooledBuffer: Sendable {
  let count: Int
  nonisolated(unsafe) let pointer: UnsafeMutablePointer<Float>

  init(count: Int) {
    self.count = count
    pointer = BufferPool.allocate(count)
  }

  deinit { BufferPool.release(pointer, count: count) }

  /// The memory as bytes.
  var bytes: UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: UInt8.self)
  }
}
