/// An array of `count` scalars that `body` writes; NaN where it does not.
func filled(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
  // One more, so that there is an address where `count` is 0, and to see what is written beyond.
  var scalars = [Float](repeating: .nan, count: count + 1)
  scalars.withUnsafeMutableBufferPointer { buffer in
    if let base = buffer.baseAddress { body(base) }
  }
  precondition(scalars.removeLast().isNaN, "written beyond the end")
  return scalars
}

/// Scalars between −2 and 2 without a pattern, the same every time.
func scattered(_ count: Int, seed: Int = 1) -> [Float] {
  (0..<count).map { Float(($0 * 7919 + seed * 104_729) % 2003) / 500 - 2 }
}

/// The largest difference; infinite where the two differ in length or one is NaN.
func largestDifference(_ a: [Float], _ b: [Float]) -> Float {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { max($0, ($1.0 - $1.1).isNaN ? .infinity : abs($1.0 - $1.1)) }
}
