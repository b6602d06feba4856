import Lanes

/// x where x ≥ 0 and a part of it below.
package struct LeakyReLU: ElementwiseFunction {
  /// The slope below 0, and at 0 too.
  let lowerSlope: Float

  package init(slope: Float) { lowerSlope = slope }

  package func value(_ x: Float) -> Float { x < 0 ? lowerSlope * x : x }
  package func slope(_ x: Float) -> Float { x > 0 ? 1 : lowerSlope }
}
