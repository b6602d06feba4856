import DatasetFiles
import Foundation

/// Files of other kinds, and damaged ones.
enum Pictures {
  static func jpeg() throws -> [UInt8] { try JPEG.encode(Drawings.bitmap(3)) }

  /// The head of a PNG of this size, whose pixels are missing.
  static func bomb(width: UInt32, height: UInt32) -> [UInt8] {
    func bytes(_ number: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
    func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
      let body = Array(name.utf8) + contents
      return bytes(UInt32(contents.count)) + body + bytes(crc(body))
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", bytes(width) + bytes(height) + [8, 2, 0, 0, 0])
      + chunk("IDAT", [0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]) + chunk("IEND", [])
  }

  /// The checksum of a chunk, bit by bit.
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var value = ~UInt32(0)
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 {
        let shifted = value >> 1
        value = value & 1 == 1 ? shifted ^ 0xEDB8_8320 : shifted
      }
    }
    return ~value
  }
}
