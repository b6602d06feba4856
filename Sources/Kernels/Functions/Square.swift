import Lanes

/// x².
package struct Square: ElementwiseFunction {
  package init() {}
  package func value(_ x: Float) -> Float { x * x }
  package func slope(_ x: Float) -> Float { 2 * x }
}
