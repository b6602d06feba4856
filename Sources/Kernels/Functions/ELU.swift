import Basics
import Lanes

/// x where x > 0, α (eˣ − 1) below.
package struct ELU: ElementwiseFunction {
  package static var slopeTakes: SlopeOperand { .output }
  let alpha: Float

  /// With an α that is not negative, so that the sign of the output is that of the input.
  package init(alpha: Float) { self.alpha = alpha }

  package func value(_ x: Float) -> Float { x > 0 ? x : alpha * expm1f(x) }
  package func slope(_ y: Float) -> Float { y > 0 ? 1 : y + alpha }
}
