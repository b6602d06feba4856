import Testing

@testable import Kernels

@Suite struct PowerTests {
  private let f = Power(2.5)

  @Test func values() {
    for (x, y): (Float, Float) in [(4, 32), (0, 0)] { #expect(f.value(x) == y) }
    #expect(f.value(-1).isNaN)
    // x⁰ is flat, at 0 too, where its formula is 0 · ∞.
    #expect(Power(0).slope(0) == 0 && Power(0).slope(2) == 0)
    #expect(Power(1).slope(0) == 1)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [0.5, 1, 3]) }
}
