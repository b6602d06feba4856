import Basics
import Lanes

/// eˣ.
package struct Exponential: ElementwiseFunction {
  package static var slopeTakes: SlopeOperand { .output }
  package init() {}
  package func value(_ x: Float) -> Float { expf(x) }
  package func slope(_ y: Float) -> Float { y }
}
