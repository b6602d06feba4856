import Basics
import Lanes

/// The natural logarithm: −∞ at 0, NaN below.
package struct Logarithm: ElementwiseFunction {
  package init() {}
  package func value(_ x: Float) -> Float { logf(x) }
  package func slope(_ x: Float) -> Float { 1 / x }
}
