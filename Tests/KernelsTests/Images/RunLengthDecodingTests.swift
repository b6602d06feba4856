import Testing

@testable import Kernels

@Suite struct RunLengthDecodingTests {
  private func decode(_ x: [UInt8], bits: Int) -> [UInt8]? {
    var isWhole = false
    var y = [UInt8](repeating: 0, count: 8)
    y.withUnsafeMutableBufferPointer { y in
      x.withUnsafeBufferPointer { x in
        guard let base = y.baseAddress else { return }
        isWhole = decodeRuns(x, bits: bits, height: 2, width: 4, into: base)
      }
    }
    return isWhole ? y : nil
  }

  @Test func runsAndSingleValues() {
    #expect(decode([4, 7, 0, 0, 0, 3, 1, 2, 3, 0, 0, 1], bits: 8) == [7, 7, 7, 7, 1, 2, 3, 0])
    #expect(decode([3, 0x7A, 0, 0, 0, 4, 0x12, 0x34, 0, 1], bits: 4) == [7, 10, 7, 0, 1, 2, 3, 4])
  }

  @Test func jumpsLeaveZeros() {
    #expect(decode([1, 9, 0, 2, 1, 1, 2, 5, 0, 1], bits: 8) == [9, 0, 0, 0, 0, 0, 5, 5])
  }

  @Test func whatIsBeyondARowIsLeftOut() {
    #expect(decode([9, 7, 0, 0, 1, 5, 0, 1], bits: 8) == [7, 7, 7, 7, 5, 0, 0, 0])
    #expect(decode([4, 7, 0, 0, 4, 7, 0, 0, 4, 9, 0, 1], bits: 8) == Array(repeating: 7, count: 8))
  }

  @Test func theEndIsNeededUnlessAllRowsAreThere() {
    #expect(decode([4, 7, 0, 0, 4, 8], bits: 8) == [7, 7, 7, 7, 8, 8, 8, 8])
    #expect(decode([4, 7, 0, 0, 3, 8], bits: 8) == nil)
    #expect(decode([], bits: 8) == nil)
    for bytes: [UInt8] in [[0, 2, 1], [0, 9, 1, 2], [0, 2, 0, 200, 0, 1]] {
      #expect(decode(bytes, bits: 8) == nil)
    }
  }
}
