import Basics
import Testing

@testable import Kernels

@Suite struct ErrorFunctionTests {
  private let f = ErrorFunction()

  @Test func values() {
    for (x, y): (Float, Float) in [(0, 0), (-100, -1), (100, 1)] { #expect(f.value(x) == y) }
    #expect(abs(f.value(0.5) - 0.520_499_9) < 1e-6)
    #expect(f.value(.nan).isNaN)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-1, 0, 0.5, 2]) }
}
