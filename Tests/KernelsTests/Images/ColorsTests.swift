import Testing

@testable import Kernels

@Suite struct ColorsTests {
  @Test func grayBecomesThreeEqualBytes() {
    #expect(bytes(6) { colors(ofGray: [1, 200], count: 2, into: $0) } == [1, 1, 1, 200, 200, 200])
  }

  @Test func rowsOfOneColor() {
    let found = bytes(9) { target in
      target.initialize(repeating: 0, count: 9)
      fill(target, rows: 2, columns: 1, stride: 5, color: [1, 2, 3])
    }
    #expect(found == [1, 2, 3, 0, 0, 1, 2, 3, 0])
  }
}
