import Testing

@testable import Kernels

@Suite struct ClipTests {
  private let f = Clip(-1...2)

  @Test func values() {
    for (x, y): (Float, Float) in [(-3, -1), (0.5, 0.5), (4, 2)] { #expect(f.value(x) == y) }
    #expect(f.slope(-1) == 1 && f.slope(2) == 1)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-3, 0.5, 4]) }
}
