import Testing

@testable import Kernels

@Suite struct ReLU6Tests {
  private let f = ReLU6()

  @Test func values() {
    for (x, y): (Float, Float) in [(-2, 0), (3, 3), (6, 6), (9, 6)] { #expect(f.value(x) == y) }
    #expect(f.value(.nan).isNaN && f.slope(0) == 0 && f.slope(6) == 0)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-2, 0.5, 5, 7]) }
}
