import Lanes

/// |x|, with slope 0 at 0.
package struct AbsoluteValue: ElementwiseFunction {
  package init() {}
  package func value(_ x: Float) -> Float { abs(x) }
  package func slope(_ x: Float) -> Float { x > 0 ? 1 : (x < 0 ? -1 : 0) }
}
