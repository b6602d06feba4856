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
    #expect([StoredScalar.half, .brain, .single, .double].map(\.size) == [2, 2, 4, 8])
  }
}
