import Basics
import Lanes

/// The error function, 2/√π ∫₀ˣ e^(−t²) dt.
package struct ErrorFunction: ElementwiseFunction {
  package init() {}

  @inline(__always)
  package func value(_ x: Float) -> Float { erff(x) }

  @inline(__always)
  package func slope(_ x: Float) -> Float {
    // 2 / √π.
    1.128_379_2 * decayingExponential(-x * x)
  }
}
