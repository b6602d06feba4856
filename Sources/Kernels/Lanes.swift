/// Eight scalars from memory, at any alignment; of fewer `count` the rest is 0.
@inline(__always)
func load(_ pointer: UnsafePointer<Float>, _ count: Int = 8) -> SIMD8<Float> {
  if count == 8 { return UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self) }
  var value = SIMD8<Float>.zero
  for lane in 0..<count { value[lane] = pointer[lane] }
  return value
}

/// Writes the first `count` of eight scalars to memory, at any alignment.
@inline(__always)
func store<Scalar: SIMDScalar>(
  _ value: SIMD8<Scalar>, _ pointer: UnsafeMutablePointer<Scalar>, _ count: Int = 8
) {
  if count == 8 {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD8<Scalar>.self)
  } else {
    for lane in 0..<count { pointer[lane] = value[lane] }
  }
}

/// Calls `body` with the beginning and the length of every eight of `count` scalars.
@inline(__always)
func forEachLanes(_ count: Int, _ body: (Int, Int) -> Void) {
  var start = 0
  while start + 8 <= count {
    body(start, 8)
    start += 8
  }
  if start < count { body(start, count - start) }
}
