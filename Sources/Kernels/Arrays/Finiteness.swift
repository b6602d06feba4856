import Lanes

/// The position of the first of `count` scalars that is infinite or NaN; nil if there is none.
///
/// If all are finite it takes as long as reading them, for it is asked about all weights at once.
package func firstNotFinite(_ x: UnsafePointer<Float>, count: Int) -> Int? {
  let probe = sumInPieces(count) { range in
    // A scalar that is not finite gives NaN, which no further sum takes away.
    var sums = SIMD8<Float>.zero
    forEachLanes(range.count) { sums += load(x + range.lowerBound + $0, $1) * 0 }
    return Double(sums.sum())
  }
  return probe == 0 ? nil : (0..<count).first { !x[$0].isFinite }
}
