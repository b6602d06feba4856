import Lanes

/// max(x, 0), with slope 0 at 0; NaN stays.
package struct ReLU: ElementwiseFunction {
  package static var slopeTakes: SlopeOperand { .output }
  package init() {}
  package func value(_ x: Float) -> Float { x < 0 ? 0 : x }
  package func slope(_ y: Float) -> Float { y > 0 ? 1 : 0 }
}
