import Basics
import Lanes

/// The logistic function 1 / (1 + e⁻ˣ), without overflow at either end.
package struct Sigmoid: ElementwiseFunction {
  package static var slopeTakes: SlopeOperand { .output }
  package init() {}

  package func value(_ x: Float) -> Float {
    let e = expf(-abs(x))
    return (x < 0 ? e : 1) / (1 + e)
  }

  package func slope(_ y: Float) -> Float { y * (1 - y) }
}
