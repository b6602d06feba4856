import Lanes

/// x · Φ(x), where Φ is the distribution function of the normal distribution.
package struct GELU: ElementwiseFunction {
  package init() {}

  @inline(__always)
  package func value(_ x: Float) -> Float { x * distribution(x).value }

  @inline(__always)
  package func slope(_ x: Float) -> Float {
    let (value, bell) = distribution(x)
    // 1 / √(2π), the density at 0.
    return value + x * (0.398_942_28 * bell)
  }

  /// Φ(x), within 5e-7 of itself near 0 and 6e-6 where it is smallest, and e^(−x²/2).
  ///
  /// For z = |x| / √2 the complement of the error function is e^(−z²) t p(t) with t = 1 / (1 + 0.4 z), the
  /// form of Abramowitz and Stegun, 7.1.26; p is of degree 8, fitted for the smallest relative error.
  @inline(__always)
  private func distribution(_ x: Float) -> (value: Float, bell: Float) {
    let bell = decayingExponential(-0.5 * x * x)
    let t = 1 / (1 + 0.282_842_71 * abs(x))
    var p: Float = 0.050_258_957
    p = p * t - 0.182_889_89
    p = p * t + 0.169_068_455
    p = p * t - 0.005_594_733
    p = p * t + 0.141_426_176
    p = p * t + 0.168_543_13
    p = p * t + 0.207_842_574
    p = p * t + 0.225_669_608
    p = p * t + 0.225_675_866
    let tail = 0.5 * t * p * bell
    return (x < 0 ? tail : 1 - tail, bell)
  }
}

/// GELU with Φ(x) ≈ (1 + tanh u) / 2 = 1 / (1 + e^(−2u)) where u = √(2/π) (x + 0.044715 x³).
package struct TanhGELU: ElementwiseFunction {
  package init() {}

  @inline(__always)
  package func value(_ x: Float) -> Float { x * share(x) }

  @inline(__always)
  package func slope(_ x: Float) -> Float {
    let y = share(x)
    let inner = 2 * Self.factor * (1 + 3 * Self.cubic * x * x)
    // Where 1 − y is 0 the rest may be infinite.
    let bend = x * (y * (1 - y)) * inner
    return y + (y * (1 - y) == 0 ? 0 : bend)
  }

  /// √(2/π).
  private static var factor: Float { 0.797_884_56 }
  private static var cubic: Float { 0.044_715 }

  @inline(__always)
  private func share(_ x: Float) -> Float {
    let u = Self.factor * (x + Self.cubic * x * x * x)
    let e = decayingExponential(-2 * abs(u))
    return (x < 0 ? e : 1) / (1 + e)
  }
}
