import Testing

@testable import Kernels

@Suite struct PackedPixelsTests {
  @Test(arguments: [
    (1, [1, 0, 1, 1, 0, 0, 1, 0, 1]), (2, [2, 3, 0, 2, 3, 1, 1, 1, 0]),
    (4, [11, 2, 13, 5, 1, 15, 0, 9, 8]), (8, [0xB2, 0xD5, 0x1F, 0x09, 0x81, 3, 4, 5, 6]),
  ])
  func rowsOfBitsAreTakenApart(bits: Int, values: [UInt8]) {
    // Two rows of nine values, the second one after bytes that do not count.
    let text = values.map { value in
      let digits = String(value, radix: 2)
      return String(repeating: "0", count: bits - digits.count) + digits
    }.joined()
    let digits = Array(text + String(repeating: "0", count: (8 - 9 * bits % 8) % 8))
    let packed = stride(from: 0, to: digits.count, by: 8).compactMap {
      UInt8(String(digits[$0..<$0 + 8]), radix: 2)
    }
    let rows = packed + [0xAA, 0xAA, 0xAA] + packed
    let found = bytes(18) {
      unpackBits(rows, stride: packed.count + 3, bits: bits, height: 2, width: 9, into: $0)
    }
    #expect(found == values + values)
  }

  @Test func entriesAreLookedUp() {
    let table = (0..<512).map { UInt8(truncatingIfNeeded: $0 * 3) }
    let found = bytes(4) { lookUp([2, 255], count: 2, in: table, channels: 2, into: $0) }
    #expect(found == [12, 15, 250, 253])
  }

  @Test func numbersOfTwoBytesAreLookedUp() {
    let table = (0..<600).map { UInt8(truncatingIfNeeded: $0 / 3) }
    let found = table.withUnsafeBufferPointer { table in
      bytes(3) { lookUpWide([0, 9, 2, 0, 255, 255], count: 3, in: table, into: $0) }
    }
    #expect(found == [3, 170, 199])
  }

  @Test func fieldsArePartsOf255() {
    // 5, 6 and 5 bits: 31, 1 and 16; then all bits.
    let x: [UInt8] = [0x30, 0xF8, 0xFF, 0xFF]
    let found = bytes(6) {
      separateFields(x, count: 2, bytes: 2, masks: [0xF800, 0x7E0, 0x1F], into: $0)
    }
    #expect(found == [255, 4, 131, 255, 255, 255])
    let four = bytes(4) {
      separateFields(
        [1, 2, 3, 4], count: 1, bytes: 4, masks: [0xFF00_0000, 0xFF, 0, 0xFF00], into: $0)
    }
    #expect(four == [4, 1, 0, 2])
  }
}
