import Testing

@testable import Kernels

@Suite struct HyperbolicTangentTests {
  private let f = HyperbolicTangent()

  @Test func values() {
    for (x, y): (Float, Float) in [(0, 0), (100, 1), (-100, -1)] { #expect(f.value(x) == y) }
    #expect(f.slope(1) == 0)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-2, 0, 0.7]) }
}
