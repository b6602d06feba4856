import Testing

@testable import Kernels

@Suite struct SigmoidTests {
  private let f = Sigmoid()

  @Test func values() {
    for (x, y): (Float, Float) in [(0, 0.5), (100, 1)] { #expect(f.value(x) == y) }
    #expect(f.value(-.infinity) == 0 && f.value(.infinity) == 1)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-3, 0, 0.5]) }
}
