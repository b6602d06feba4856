import Testing

@testable import Kernels

@Suite struct HardSwishTests {
  private let f = HardSwish()

  @Test func values() {
    for (x, y): (Float, Float) in [(-4, 0), (-3, 0), (0, 0), (3, 3), (4, 4)] {
      #expect(f.value(x) == y)
    }
    #expect(f.value(.nan).isNaN && f.value(-.infinity) == 0)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-4, -1, 0, 2, 5]) }
}
