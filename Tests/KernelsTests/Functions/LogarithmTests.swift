import Testing

@testable import Kernels

@Suite struct LogarithmTests {
  private let f = Logarithm()

  @Test func values() {
    for (x, y): (Float, Float) in [(1, 0), (0, -.infinity)] { #expect(f.value(x) == y) }
    #expect(f.value(-1).isNaN)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [0.5, 1, 3]) }
}
