import Basics
import Testing

@testable import Kernels

@Suite struct GELUTests {
  private let f = GELU()

  @Test func values() {
    for (x, y): (Float, Float) in [(0, 0), (-100, 0), (100, 100)] { #expect(f.value(x) == y) }
    // x · Φ(x) at −5, where 1 + erf(x / √2) would have lost its digits.
    #expect(abs(f.value(-5) / -1.433_257_9e-6 - 1) < 1e-5)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-3, 0, 0.5, 2]) }

  @Test func staysNearTheDefinition() {
    for step in -1200...1200 {
      let x = Float(step) / 100
      let expected = Double(x) * 0.5 * erfc(-Double(x) / 2.squareRoot())
      #expect(abs(Double(f.value(x)) - expected) <= 6e-6 * abs(expected), "at \(x)")
    }
    #expect(f.value(.nan).isNaN && TanhGELU().value(.nan).isNaN)
    #expect(TanhGELU().slope(1e20) == 1 && TanhGELU().slope(-1e20) == 0)
  }

  @Test func theFormWithTanhIsNear() {
    let approximation = TanhGELU()
    for x: Float in [-100, -3, -1, 0, 0.5, 2, 100] {
      #expect(abs(approximation.value(x) - f.value(x)) < 5e-4)
    }
    expectSlopes(of: approximation, at: [-3, 0, 0.5, 2])
  }
}
