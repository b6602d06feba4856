import Lanes

/// x times the hard sigmoid of x: 0 below −3, x above 3, x (x + 3) / 6 between.
package struct HardSwish: ElementwiseFunction {
  package init() {}

  package func value(_ x: Float) -> Float {
    let inner = x * ((x + 3) / 6)
    return x <= -3 ? 0 : (x >= 3 ? x : inner)
  }

  package func slope(_ x: Float) -> Float {
    let inner = x / 3 + 0.5
    return x <= -3 ? 0 : (x >= 3 ? 1 : inner)
  }
}
