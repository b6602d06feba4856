import Testing

@testable import Kernels

@Suite struct SquareRootTests {
  private let f = SquareRoot()

  @Test func values() {
    for (x, y): (Float, Float) in [(4, 2), (0, 0)] { #expect(f.value(x) == y) }
    #expect(f.value(-1).isNaN)
    #expect(f.slope(0) == .infinity)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [0.5, 1, 3]) }
}
