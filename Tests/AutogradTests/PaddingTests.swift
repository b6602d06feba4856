import Autograd
import Testing

@Suite struct PaddingTests {
  @Test func oneNumberIsForAllSides() {
    #expect(Padding.zeros(2) == .zeros(top: 2, left: 2, bottom: 2, right: 2))
    #expect(Padding.zeros(height: 1, width: 3) == .zeros(top: 1, left: 3, bottom: 1, right: 3))
  }

  @Test func kindsDiffer() {
    #expect(Set([Padding.valid, .same, .zeros(0), .zeros(1), .zeros(1)]).count == 4)
  }
}
