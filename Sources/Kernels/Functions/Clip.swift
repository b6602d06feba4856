import Lanes

/// x moved into a range, outside of which the slope is 0.
package struct Clip: ElementwiseFunction {
  let low: Float
  let high: Float

  package init(_ range: ClosedRange<Float>) { (low, high) = (range.lowerBound, range.upperBound) }

  package func value(_ x: Float) -> Float { x < low ? low : (x > high ? high : x) }
  package func slope(_ x: Float) -> Float { x < low || x > high ? 0 : 1 }
}
