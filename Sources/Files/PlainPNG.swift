/// A PNG whose pixels are not packed, for modules without a packer (PNG specification, third edition).
package struct PlainPNG {
  let width: Int
  let height: Int
  let channels: Int

  /// - Parameter channels: 1 for gray, 3 for colors.
  package init(width: Int, height: Int, channels: Int) {
    (self.width, self.height, self.channels) = (width, height, channels)
  }

  /// The file for pixels row by row from the top, `[height, width, channels]`.
  package func bytes(of pixels: [UInt8]) -> [UInt8] {
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
    bytes += Self.bytes(of: Int(CyclicCheck.crc32.sum(of: chunk)))
  }

  /// Four bytes, the highest first.
  private static func bytes(of number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
