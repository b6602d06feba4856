import Datasets
import Foundation

/// The images of a dataset in one square picture, row by row, as TensorBoard's projector wants them.
struct ImageSprite {
  /// Of one image, in pixels.
  let tileWidth: Int
  let tileHeight: Int
  /// Images in a row, and rows.
  let side: Int
  let channels: Int
  /// Row by row from the top.
  private(set) var pixels: [UInt8]

  /// The largest picture that browsers take, in pixels.
  private static let largest = 8192

  /// Images that would make too large a picture are thinned to every second pixel, or fewer.
  init(of dataset: ImageDataset, at positions: [Int]) throws {
    var side = 1
    while side * side < positions.count { side += 1 }
    let (height, width, channels) = (dataset.height, dataset.width, dataset.channels)
    let step = max(1, (side * max(height, width) + Self.largest - 1) / Self.largest)
    tileHeight = (height + step - 1) / step
    tileWidth = (width + step - 1) / step
    (self.side, self.channels) = (side, channels)
    let rowLength = side * tileWidth * channels
    // Ink is dark on paper that is light.
    let isInk = dataset.format.values.isInk
    pixels = [UInt8](repeating: 255, count: side * tileHeight * rowLength)
    for (place, position) in positions.enumerated() {
      let image = try dataset.store.bytes(at: [position])
      let start = place / side * tileHeight * rowLength + place % side * tileWidth * channels
      for y in 0..<tileHeight {
        for x in 0..<tileWidth {
          let source = (y * step * width + x * step) * channels
          let target = start + y * rowLength + x * channels
          for channel in 0..<channels {
            let value = image[source + channel]
            pixels[target + channel] = isInk ? 255 - value : value
          }
        }
      }
    }
  }

  /// A PNG whose pixels are not packed, since this module has no packer.
  var png: [UInt8] {
    let (width, height) = (side * tileWidth, side * tileHeight)
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let header =
      Self.bytes(of: width) + Self.bytes(of: height) + [8, channels == 1 ? 0 : 2, 0, 0, 0]
    Self.append("IHDR", header, to: &bytes)
    var lines: [UInt8] = []
    lines.reserveCapacity(pixels.count + height)
    for y in 0..<height {
      lines.append(0)
      lines += pixels[y * width * channels..<(y + 1) * width * channels]
    }
    Self.append("IDAT", Self.zlib(lines), to: &bytes)
    Self.append("IEND", [], to: &bytes)
    return bytes
  }

  /// RFC 1950 and 1951, in blocks that are stored.
  private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    var (a, b) = (UInt32(1), UInt32(0))
    for start in stride(from: 0, to: bytes.count, by: 65_535) {
      let block = bytes[start..<min(start + 65_535, bytes.count)]
      let size = UInt16(block.count)
      result.append(block.endIndex == bytes.count ? 1 : 0)
      result += [UInt8(size & 0xFF), UInt8(size >> 8), UInt8(~size & 0xFF), UInt8(~size >> 8)]
      result += block
      for byte in block {
        a = (a + UInt32(byte)) % 65_521
        b = (b + a) % 65_521
      }
    }
    return result + Self.bytes(of: Int(b << 16 | a))
  }

  private static func append(_ type: String, _ contents: [UInt8], to bytes: inout [UInt8]) {
    bytes += Self.bytes(of: contents.count)
    let chunk = Array(type.utf8) + contents
    bytes += chunk
    let sum = ~chunk.reduce(~UInt32(0)) { sum, byte in
      sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
    }
    bytes += Self.bytes(of: Int(sum))
  }

  /// Of CRC-32.
  private static let table = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1) * 0xEDB8_8320 }
  }

  /// Four bytes, the highest first.
  private static func bytes(of number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
