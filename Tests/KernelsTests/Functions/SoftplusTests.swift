import Testing

@testable import Kernels

@Suite struct SoftplusTests {
  private let f = Softplus()

  @Test func values() {
    for (x, y): (Float, Float) in [(0, 0.693_147_2), (100, 100), (-1000, 0)] {
      #expect(f.value(x) == y)
    }
    #expect(f.slope(-1000) == 0 && f.slope(1000) == 1)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-3, 0, 0.5]) }
}
