import Lanes

/// x moved into 0 ... 6, with slope 0 at both ends; NaN stays.
package struct ReLU6: ElementwiseFunction {
  package static var slopeTakes: SlopeOperand { .output }
  package init() {}
  package func value(_ x: Float) -> Float { x < 0 ? 0 : (x > 6 ? 6 : x) }
  package func slope(_ y: Float) -> Float { y > 0 && y < 6 ? 1 : 0 }
}
