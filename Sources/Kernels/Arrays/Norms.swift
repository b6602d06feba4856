/// The sum of the squares of `count` scalars, in double precision.
package func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double {
  sumInPieces(count) { range in
    var total = 0.0
    for i in range { total += Double(x[i]) * Double(x[i]) }
    return total
  }
}

/// The sum of the absolute values of `count` scalars, in double precision.
package func sumOfMagnitudes(_ x: UnsafePointer<Float>, count: Int) -> Double {
  sumInPieces(count) { range in
    var total = 0.0
    for i in range { total += Double(abs(x[i])) }
    return total
  }
}

/// The sum of what `body` adds up in each of the pieces that `count` scalars are cut into, shared
/// between the threads and added in order.
func sumInPieces(_ count: Int, _ body: (Range<Int>) -> Double) -> Double {
  let grain = 1 << 16
  let pieces = (count + grain - 1) / grain
  return withUnsafeTemporaryAllocation(of: Double.self, capacity: max(pieces, 1)) { partial in
    nonisolated(unsafe) let partial = partial
    Threads.forEach(pieces) { piece in
      partial[piece] = body(piece * grain..<min(count, (piece + 1) * grain))
    }
    return partial[..<pieces].reduce(0, +)
  }
}
