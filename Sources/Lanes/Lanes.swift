// Eight scalars at a time, with what is left over at the end of a row. A module of its own because a
// debug build optimizes `Kernels` file by file, where helpers of another file are calls: those of
// another module are inlined if they are `@inlinable`.

/// Eight scalars, or `count` and zeros.
@inlinable @inline(__always)
public func load(_ pointer: UnsafePointer<Float>, _ count: Int) -> SIMD8<Float> {
  if count == 8 { return UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self) }
  var value = SIMD8<Float>.zero
  for lane in 0..<count { value[lane] = pointer[lane] }
  return value
}

/// Writes the first `count` of eight scalars.
@inlinable @inline(__always)
public func store<Scalar: SIMDScalar>(
  _ value: SIMD8<Scalar>, _ pointer: UnsafeMutablePointer<Scalar>, _ count: Int
) {
  if count == 8 {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD8<Scalar>.self)
  } else {
    for lane in 0..<count { pointer[lane] = value[lane] }
  }
}

/// Calls `body` with the beginning and the length of every eight of `count` scalars.
@inlinable @inline(__always)
public func forEachLanes(_ count: Int, _ body: (Int, Int) -> Void) {
  var start = 0
  while start + 8 <= count {
    body(start, 8)
    start += 8
  }
  if start < count { body(start, count - start) }
}
