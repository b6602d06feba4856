import Lanes

/// 1 / x.
package struct Reciprocal: ElementwiseFunction {
  package static var slopeTakes: SlopeOperand { .output }
  package init() {}
  package func value(_ x: Float) -> Float { 1 / x }
  package func slope(_ y: Float) -> Float { -y * y }
}
