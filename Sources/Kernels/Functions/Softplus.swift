import Basics
import Lanes

/// log(1 + eˣ), without overflow.
package struct Softplus: ElementwiseFunction {
  package init() {}
  package func value(_ x: Float) -> Float { max(x, 0) + log1pf(expf(-abs(x))) }
  package func slope(_ x: Float) -> Float { 1 / (1 + expf(-x)) }
}
