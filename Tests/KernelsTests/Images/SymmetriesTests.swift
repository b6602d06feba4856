import Testing

@testable import Kernels

@Suite struct SymmetriesTests {
  private func turned(_ x: [UInt8], quarters: Int, mirrored: Bool = false) -> [UInt8] {
    x.withUnsafeBufferPointer { x in
      bytes(x.count) {
        turn(x, count: x.count / 4, size: 2, quarters: quarters, mirrored: mirrored, into: $0)
      }
    }
  }

  @Test func quarterTurnsGoCounterclockwise() {
    #expect(turned([1, 2, 3, 4], quarters: 0) == [1, 2, 3, 4])
    #expect(turned([1, 2, 3, 4], quarters: 1) == [2, 4, 1, 3])
    #expect(turned([1, 2, 3, 4, 5, 6, 7, 8], quarters: 2) == [4, 3, 2, 1, 8, 7, 6, 5])
    #expect(turned([1, 2, 3, 4], quarters: 3) == [3, 1, 4, 2])
    #expect(turned([1, 2, 3, 4], quarters: 4) == [1, 2, 3, 4])
  }

  @Test func mirrorsBeforeItTurns() {
    #expect(turned([1, 2, 3, 4], quarters: 0, mirrored: true) == [2, 1, 4, 3])
    #expect(turned([1, 2, 3, 4], quarters: 1, mirrored: true) == [1, 3, 2, 4])
  }
}
