import Testing

@testable import Kernels

@Suite struct LeakyReLUTests {
  private let f = LeakyReLU(slope: 0.25)

  @Test func values() {
    for (x, y): (Float, Float) in [(-2, -0.5), (0, 0), (3, 3)] { #expect(f.value(x) == y) }
    #expect(f.slope(0) == 0.25)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-2, 0.5, 3]) }
}
