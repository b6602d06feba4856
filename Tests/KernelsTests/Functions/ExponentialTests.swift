import Testing

@testable import Kernels

@Suite struct ExponentialTests {
  private let f = Exponential()

  @Test func values() {
    for (x, y): (Float, Float) in [(0, 1), (-.infinity, 0), (1, 2.718_281_8)] {
      #expect(f.value(x) == y)
    }
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-2, 0, 1.5]) }
}
