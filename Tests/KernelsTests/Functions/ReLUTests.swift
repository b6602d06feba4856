import Testing

@testable import Kernels

@Suite struct ReLUTests {
  private let f = ReLU()

  @Test func values() {
    for (x, y): (Float, Float) in [(-2, 0), (0, 0), (3, 3)] { #expect(f.value(x) == y) }
    #expect(f.slope(0) == 0)
    #expect(f.value(.nan).isNaN)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-2, 0.5, 3]) }
}
