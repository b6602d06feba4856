import Testing

@testable import Kernels

@Suite struct ConversionTests {
  private func converted<Bits: FixedWidthInteger>(
    _ bits: [Bits], from stored: StoredScalar
  ) -> [Float] {
    // One byte further, where nothing is aligned.
    var bytes: [UInt8] = [0xFF]
    for value in bits { withUnsafeBytes(of: value.littleEndian) { bytes += $0 } }
    return bytes.withUnsafeBytes { bytes in
      filled(bits.count) { target in
        if let base = bytes.baseAddress {
          convert(base + 1, from: stored, count: bits.count, into: target)
        }
      }
    }
  }

  @Test func halves() {
    let bits: [UInt16] = [0x3C00, 0xC000, 0x7BFF, 0x0001, 0x03FF, 0x8000, 0x7C00]
    let expected: [Float] = [1, -2, 65504, 0x1p-24, 1023 * 0x1p-24, -0.0, .infinity]
    #expect(converted(bits, from: .half).map(\.bitPattern) == expected.map(\.bitPattern))
    #expect(converted([0x7E00 as UInt16], from: .half)[0].isNaN)
  }

  @Test func otherPrecisions() {
    #expect(converted([0x3F80, 0xC040] as [UInt16], from: .brain) == [1, -3])
    #expect(converted([Float(0.1).bitPattern], from: .single) == [0.1])
    #expect(
      converted([0.1, 1e300].map(\Double.bitPattern), from: .double) == [Float(0.1), .infinity])
    #expect(converted([127, -128, 0] as [Int8], from: .byte) == [127, -128, 0])
    #expect(StoredScalar.byte.size == 1)
    #expect([StoredScalar.half, .brain, .single, .double].map(\.size) == [2, 2, 4, 8])
  }

  private func stored<Bits: FixedWidthInteger>(
    _ scalars: [Float], as stored: StoredScalar, _ type: Bits.Type
  ) -> [Bits] {
    let size = MemoryLayout<Bits>.size
    // One byte further, where nothing is aligned.
    var bytes = [UInt8](repeating: 0xFF, count: 1 + scalars.count * size)
    bytes.withUnsafeMutableBytes {
      convert(scalars, count: scalars.count, to: stored, into: $0.baseAddress! + 1)
    }
    return bytes.withUnsafeBytes { bytes in
      scalars.indices.map {
        Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: 1 + $0 * size, as: type))
      }
    }
  }

  @Test func everyHalfIsStoredAsItWasRead() {
    let bits = (UInt16(0)...0xFFFF).filter { $0 & 0x7C00 != 0x7C00 || $0 & 0x03FF == 0 }
    #expect(stored(converted(bits, from: .half), as: .half, UInt16.self) == bits)
    let brains = (UInt16(0)...0xFFFF).filter { $0 & 0x7F80 != 0x7F80 || $0 & 0x007F == 0 }
    #expect(stored(converted(brains, from: .brain), as: .brain, UInt16.self) == brains)
    #expect(converted(stored([.nan], as: .half, UInt16.self), from: .half)[0].isNaN)
    #expect(converted(stored([.nan], as: .brain, UInt16.self), from: .brain)[0].isNaN)
  }

  @Test func tiesGoToEvenAndBeyondTheRangeIsInfinity() {
    let halves: [(Float, UInt16)] = [
      (1 + 0x1p-11, 0x3C00), (1 + 0x3p-11, 0x3C02), (1 + 0x1p-11 + 0x1p-20, 0x3C01),
      (0x1p-25, 0), (0x3p-25, 2), (-0x1.8p-25, 0x8001), (65519, 0x7BFF), (65520, 0x7C00),
      (-1e30, 0xFC00), (0x1.ff8p-15, 0x03FF), (0x1.fffp-15, 0x0400),
    ]
    #expect(stored(halves.map(\.0), as: .half, UInt16.self) == halves.map(\.1))
    let brains: [(Float, UInt16)] = [
      (1 + 0x1p-8, 0x3F80), (1 + 0x3p-8, 0x3F82), (1 + 0x1p-8 + 0x1p-20, 0x3F81),
      (.greatestFiniteMagnitude, 0x7F80), (-0.0, 0x8000),
    ]
    #expect(stored(brains.map(\.0), as: .brain, UInt16.self) == brains.map(\.1))
    #expect(
      stored([2.5, 3.5, -1.5, 200, -200, .nan], as: .byte, Int8.self) == [2, 4, -2, 127, -128, 0])
    #expect(stored([0.1], as: .single, UInt32.self) == [Float(0.1).bitPattern])
    #expect(stored([0.1], as: .double, UInt64.self) == [Double(Float(0.1)).bitPattern])
  }
}
