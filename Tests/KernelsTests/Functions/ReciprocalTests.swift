import Testing

@testable import Kernels

@Suite struct ReciprocalTests {
  private let f = Reciprocal()

  @Test func values() {
    for (x, y): (Float, Float) in [(4, 0.25), (-0.5, -2)] { #expect(f.value(x) == y) }
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-2, 0.5, 3]) }
}
