import Testing

@testable import Kernels

@Suite struct SymmetriesTests {
  private func turned(_ x: [UInt8], quarters: Int, mirrored: Bool = false) -> [UInt8] {
    x.withUnsafeBufferPointer { x in
      bytes(x.count) {
        turn(
          x, layout: PixelLayout(height: 2, width: 2), quarters: quarters, mirrored: mirrored,
          into: $0)
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

  @Test func pixelsOfThreeChannelsStayWhole() {
    let x: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    let found = x.withUnsafeBufferPointer { x in
      bytes(12) {
        turn(
          x, layout: PixelLayout(height: 2, width: 2, channels: 3), quarters: 1, mirrored: false,
          into: $0)
      }
    }
    #expect(found == [4, 5, 6, 10, 11, 12, 1, 2, 3, 7, 8, 9])
  }

  @Test func mirrorsBeforeItTurns() {
    #expect(turned([1, 2, 3, 4], quarters: 0, mirrored: true) == [2, 1, 4, 3])
    #expect(turned([1, 2, 3, 4], quarters: 1, mirrored: true) == [1, 3, 2, 4])
  }
}
