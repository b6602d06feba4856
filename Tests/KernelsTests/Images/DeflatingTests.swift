import Testing

@testable import Kernels

/// OneShotTests/Reports/PackedPNGTests lets libpng read what is packed.
@Suite struct DeflatingTests {
  @Test func theCheckSumIsTheKnownOne() {
    #expect(deflated(Array("Wikipedia".utf8)).suffix(4) == [0x11, 0xE6, 0x03, 0x98])
    #expect(bigEndian(0x0102_0304) == [1, 2, 3, 4])
  }

  /// As zlib packs it with its fixed codes.
  @Test func aRunIsALiteralAndARepetition() {
    #expect(
      deflated(Array(repeating: 97, count: 10)) == [
        0x78, 0x01, 0x4B, 0x84, 0x03, 0x00, 0x14, 0xE1, 0x03, 0xCB,
      ])
    #expect(deflated([]) == [0x78, 0x01, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01])
  }

  @Test func whatCannotBePackedIsStored() {
    let noise = (0..<70_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
    let bytes = deflated(noise)
    #expect(bytes.count <= noise.count + 16)
    #expect(deflated(Array(repeating: 7, count: 70_000)).count < 700)
  }
}
