import Foundation
import Testing

@testable import Files

/// The bytes are those of the examples in the format's description.
@Suite struct WireWriterTests {
  @Test func writesAsDescribed() {
    var writer = WireWriter()
    writer.add(1, 150 as Int64)
    writer.add(2, "testing")
    writer.add(6, [3, 270, 86_942] as [Int64])
    writer.add(3, 0 as Int64)
    writer.add(3, 0.0)
    #expect(
      Array(writer.data) == [0x08, 0x96, 0x01, 0x12, 0x07] + Array("testing".utf8)
        + [0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05])
  }

  @Test func numbersOfEightBytes() {
    var writer = WireWriter()
    writer.add(1, 1.5)
    writer.add(2, [0, 1.5])
    let bits: [UInt8] = [0, 0, 0, 0, 0, 0, 0xF8, 0x3F]
    #expect(
      Array(writer.data)
        == [0x09] + bits + [0x12, 16] + [UInt8](repeating: 0, count: 8) + bits)
  }
}
