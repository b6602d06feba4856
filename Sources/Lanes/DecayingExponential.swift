/// eˣ for x ≤ 0, within 2 units in the last place, and 0 where that is smaller than every normal number.
///
/// It stands in this module for the same reason as `Lanes.swift`: without a call or a branch, a loop over
/// it computes several scalars at once, which a call of the system's `expf` would forbid.
///
/// x = n log 2 + r with |r| ≤ (log 2) / 2; e^r by a polynomial (Cody and Waite, "Software manual for the
/// elementary functions", 1980, chapter 6; coefficients of Moshier's Cephes), 2ⁿ by its bits.
@inlinable @inline(__always)
public func decayingExponential(_ x: Float) -> Float {
  let smallest: Float = -87.336_54
  // Added and taken away again, this rounds to a whole number, which the last bits of the sum hold.
  let rounder: Float = 0x1.8p23
  let bounded = x < smallest ? smallest : x
  let sum = bounded * 1.442_695_04 + rounder
  let n = sum - rounder
  let r = bounded - n * 0.693_359_375 + n * 2.121_944_4e-4
  var y: Float = 1.987_569_15e-4
  y = y * r + 1.398_199_95e-3
  y = y * r + 8.333_451_907e-3
  y = y * r + 4.166_579_589e-2
  y = y * r + 1.666_666_545_9e-1
  y = y * r + 5.000_000_120_1e-1
  y = y * r * r + r + 1
  let power = Float(bitPattern: (sum.bitPattern &<< 23) &+ 0x3F80_0000)
  return x < smallest ? 0 : y * power
}
