import Lanes

/// √x: NaN below 0, and a slope of ∞ at 0.
package struct SquareRoot: ElementwiseFunction {
  package static var slopeTakes: SlopeOperand { .output }
  package init() {}
  package func value(_ x: Float) -> Float { x.squareRoot() }
  package func slope(_ y: Float) -> Float { 0.5 / y }
}
