import Testing

@testable import Kernels

@Suite struct LZWDecodingTests {
  private func decode(_ codes: [(code: Int, bits: Int)], valueBits: Int, count: Int) -> [UInt8] {
    var (bytes, bits, length): ([UInt8], Int, Int) = ([], 0, 0)
    for (code, width) in codes + [(0, 7)] {
      bits |= code << length
      length += width
      while length >= 8 {
        bytes.append(UInt8(bits & 255))
        (bits, length) = (bits >> 8, length - 8)
      }
    }
    var values = [UInt8](repeating: 99, count: count)
    let done = bytes.withUnsafeBufferPointer { x in
      values.withUnsafeMutableBufferPointer { decodeLZW(x, valueBits: valueBits, into: $0) }
    }
    return Array(values.prefix(done))
  }

  @Test func aCodeMayStandForWhatIsJustBeingWritten() {
    // Of 2 bits: 4 clears, 5 ends, and 6 is given to 1 1 while it is used.
    #expect(
      decode([(4, 3), (1, 3), (6, 3), (7, 3)], valueBits: 2, count: 6) == [1, 1, 1, 1, 1, 1])
    #expect(
      decode([(4, 3), (1, 3), (2, 3), (6, 3), (5, 4)], valueBits: 2, count: 9) == [1, 2, 1, 2])
  }

  @Test func impossibleCodesAndTheEndStop() {
    #expect(decode([(4, 3), (7, 3)], valueBits: 2, count: 4).isEmpty)
    #expect(decode([(6, 3)], valueBits: 2, count: 4).isEmpty)
    #expect(decode([(4, 3), (3, 3), (7, 3)], valueBits: 2, count: 4) == [3])
    #expect(decode([(5, 3), (1, 3)], valueBits: 2, count: 4).isEmpty)
    #expect(decode([], valueBits: 11, count: 4).isEmpty)
  }

  @Test func whatHasNoRoomIsLeftOut() {
    #expect(decode([(4, 3), (1, 3), (6, 3), (7, 3)], valueBits: 2, count: 4) == [1, 1, 1, 1])
  }

  @Test func aFullTableStaysInUse() {
    // Single values of 8 bits fill the table; from then on every code has 12 bits, without a clear.
    var codes = [(code: 256, bits: 9)]
    var expected: [UInt8] = []
    var (next, width) = (258, 9)
    for index in 0..<5000 {
      let value = index * 7 % 256
      codes.append((value, width))
      expected.append(UInt8(value))
      if index > 0 && next < 4096 { next += 1 }
      if next == 1 << width && width < 12 { width += 1 }
    }
    // The first code of the table is the first two values, the last one the last two when it was full.
    codes += [(258, 12), (4095, 12)]
    expected += expected[0...1]
    expected += expected[4095 - 258...4096 - 258]
    #expect(decode(codes, valueBits: 8, count: expected.count) == expected)
  }
}
