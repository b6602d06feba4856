import Testing

@testable import Kernels

@Suite struct SiLUTests {
  private let f = SiLU()

  @Test func values() {
    for (x, y): (Float, Float) in [(0, 0), (-1000, 0), (1000, 1000)] { #expect(f.value(x) == y) }
    #expect(abs(f.value(1) - 0.731_058_6) < 1e-6 && f.slope(-1000) == 0)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-3, 0, 0.5, 4]) }
}
