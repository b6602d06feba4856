import Basics
import Lanes

/// x raised to a constant; NaN for a negative x and a fractional exponent.
package struct Power: ElementwiseFunction {
  let exponent: Float

  package init(_ exponent: Float) { self.exponent = exponent }

  package func value(_ x: Float) -> Float { powf(x, exponent) }

  /// x⁰ is 1 everywhere, at 0 too, where the formula would be 0 · ∞.
  package func slope(_ x: Float) -> Float { exponent == 0 ? 0 : exponent * powf(x, exponent - 1) }
}
