/// Runs `body` with scratch memory for `count` scalars, uninitialized.
package func withScratch<Result>(
  _ count: Int, _ body: (UnsafeMutablePointer<Float>) throws -> Result
) rethrows -> Result {
  let memory = BufferPool.allocate(count)
  defer { BufferPool.release(memory, count: count) }
  return try body(memory)
}

/// Runs `body` with the given memory, or with scratch memory if there is none.
func withKeptOrScratch(
  _ kept: UnsafeMutablePointer<Float>?, count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void
) {
  if let kept { body(kept) } else { withScratch(count, body) }
}

/// Room for `count` scalars, so that rows one after another begin in other sets of the caches: an odd
/// number of lines. Rows whose distance is a large power of two would drive each other out.
func padded(_ count: Int) -> Int {
  let line = 16
  return ((count + line - 1) / line | 1) * line
}

extension Array<Float> {
  /// Calls `body` with the elements' address.
  func withPointer<Result>(_ body: (UnsafePointer<Float>) throws -> Result) rethrows -> Result {
    try withUnsafeBufferPointer { try body($0.baseAddress!) }
  }
}
