import Lanes

/// x / (1 + e⁻ˣ), without overflow at either end.
package struct SiLU: ElementwiseFunction {
  package init() {}

  @inline(__always)
  package func value(_ x: Float) -> Float { x * sigmoid(x) }

  @inline(__always)
  package func slope(_ x: Float) -> Float {
    let share = sigmoid(x)
    return share * (1 + x * (1 - share))
  }

  @inline(__always)
  private func sigmoid(_ x: Float) -> Float {
    let e = decayingExponential(-abs(x))
    return (x < 0 ? e : 1) / (1 + e)
  }
}
