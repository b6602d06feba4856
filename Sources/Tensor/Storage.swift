import Kernels

/// Memory for the scalars of tensors; shared until one of them is written.
package final class Storage: Sendable {
  package let count: Int
  /// Owned by this object. Written only while one tensor alone holds it.
  nonisolated(unsafe) package let pointer: UnsafeMutablePointer<Float>

  /// Uninitialized memory for `count` scalars.
  package init(count: Int) {
    self.count = count
    pointer = BufferPool.allocate(count)
  }

  deinit { BufferPool.release(pointer, count: count) }
}
