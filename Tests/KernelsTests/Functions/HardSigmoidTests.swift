import Testing

@testable import Kernels

@Suite struct HardSigmoidTests {
  private let f = HardSigmoid()

  @Test func values() {
    for (x, y): (Float, Float) in [(-4, 0), (-3, 0), (0, 0.5), (3, 1), (4, 1)] {
      #expect(f.value(x) == y)
    }
    #expect(f.value(.nan).isNaN)
  }

  @Test func theSlopeIsThatOfTheValue() { expectSlopes(of: f, at: [-4, -1, 0, 2, 5]) }
}
