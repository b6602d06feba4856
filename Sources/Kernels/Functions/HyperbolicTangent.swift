import Basics
import Lanes

/// tanh x.
package struct HyperbolicTangent: ElementwiseFunction {
  package static var slopeTakes: SlopeOperand { .output }
  package init() {}
  package func value(_ x: Float) -> Float { tanhf(x) }
  package func slope(_ y: Float) -> Float { 1 - y * y }
}
