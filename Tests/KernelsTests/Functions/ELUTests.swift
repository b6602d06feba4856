import Testing

@testable import Kernels

@Suite struct ELUTests {
  private let f = ELU(alpha: 0.5)

  @Test func values() {
    for (x, y): (Float, Float) in [(-100, -0.5), (0, 0), (3, 3)] { #expect(f.value(x) == y) }
    #expect(f.slope(0) == 0.5)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-3, -0.5, 0.5, 2]) }
}
