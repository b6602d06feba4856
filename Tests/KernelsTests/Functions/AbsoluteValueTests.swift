import Testing

@testable import Kernels

@Suite struct AbsoluteValueTests {
  private let f = AbsoluteValue()

  @Test func values() {
    for (x, y): (Float, Float) in [(-2, 2), (0, 0), (3, 3)] { #expect(f.value(x) == y) }
    #expect(f.slope(0) == 0 && f.slope(-0.0) == 0)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-2, 0.5, 3]) }
}
