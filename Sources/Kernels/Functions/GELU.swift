import Basics
import Lanes

/// x · Φ(x), where Φ is the distribution function of the normal distribution.
package struct GELU: ElementwiseFunction {
  package init() {}

  package func value(_ x: Float) -> Float { x * distribution(x) }

  package func slope(_ x: Float) -> Float {
    // 1 / √(2π), the density at 0.
    distribution(x) + x * (0.398_942_28 * expf(-0.5 * x * x))
  }

  /// By the complement, which keeps its digits where it is small.
  @inline(__always)
  private func distribution(_ x: Float) -> Float { 0.5 * erfcf(-0.707_106_78 * x) }
}

/// GELU with Φ(x) ≈ (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2.
package struct TanhGELU: ElementwiseFunction {
  package init() {}

  package func value(_ x: Float) -> Float { 0.5 * x * (1 + tanhf(argument(x))) }

  package func slope(_ x: Float) -> Float {
    let y = tanhf(argument(x))
    let inner = Self.factor * (1 + 3 * Self.cubic * x * x)
    return 0.5 * (1 + y) + 0.5 * x * (1 - y * y) * inner
  }

  /// √(2/π).
  private static let factor: Float = 0.797_884_56
  private static let cubic: Float = 0.044_715

  @inline(__always)
  private func argument(_ x: Float) -> Float { Self.factor * (x + Self.cubic * x * x * x) }
}
