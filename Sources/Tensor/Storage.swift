import Kernels

/// Memory for the scalars of tensors; shared until one of them is written.
package final class Storage: Sendable {
  package let count: Int
  /// Owned by this object, or by `owner`. Written only while one tensor alone holds it, and never if
  /// another owns it.
  nonisolated(unsafe) package let pointer: UnsafeMutablePointer<Float>
  /// Whose memory it is, if it is not this object's own.
  private let owner: (any AnyObject & Sendable)?

  /// Uninitialized memory for `count` scalars.
  package init(count: Int) {
    self.count = count
    pointer = BufferPool.allocate(count)
    owner = nil
  }

  /// Scalars that lie in the memory of another object, which lives as long as this one: some rows of
  /// a larger store, or a part of a mapped file. Nobody may write them while this lives.
  package init(_ pointer: UnsafePointer<Float>, count: Int, of owner: any AnyObject & Sendable) {
    self.count = count
    self.pointer = UnsafeMutablePointer(mutating: pointer)
    self.owner = owner
  }

  /// Whether the memory is another object's.
  package var isBorrowed: Bool { owner != nil }

  deinit { if owner == nil { BufferPool.release(pointer, count: count) } }
}
