import Testing

@testable import Kernels

@Suite struct SquareTests {
  private let f = Square()

  @Test func values() {
    for (x, y): (Float, Float) in [(-3, 9), (0, 0)] { #expect(f.value(x) == y) }
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-2, 0.5, 3]) }
}
