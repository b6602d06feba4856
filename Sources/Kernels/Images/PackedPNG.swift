import Basics

/// The bytes of a PNG file: ISO/IEC 15948. For those who read and write pictures of all kinds there is
/// `PNG` in `DatasetFiles`; this one needs no library.
///
/// - Parameters:
///   - channels: 1 of a gray picture, 3 of red, green and blue.
///   - pixels: `height · width · channels` bytes, row by row from the top. Where all are black or white,
///     eight become one byte.
package func packedPNG(width: Int, height: Int, channels: Int, pixels: [UInt8]) -> [UInt8] {
  require(
    pixels.count == width * height * channels,
    "packedPNG: \(pixels.count) bytes for \(height)×\(width)×\(channels)")
  let isBinary = channels == 1 && pixels.allSatisfy { $0 == 0 || $0 == 255 }
  let stride = isBinary ? (width + 7) / 8 : width * channels
  var rows = pixels
  if isBinary {
    rows = [UInt8](repeating: 0, count: height * stride)
    packBits(pixels, height: height, width: width, into: &rows)
  }
  var lines: [UInt8] = []
  lines.reserveCapacity(rows.count + height)
  for y in 0..<height {
    // Each line names the filter that it went through: none.
    lines.append(0)
    lines += rows[y * stride..<(y + 1) * stride]
  }
  let header =
    bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [
      isBinary ? 1 : 8, channels == 1 ? 0 : 2, 0, 0, 0,
    ]
  return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
    + chunk("IDAT", deflated(lines)) + chunk("IEND", [])
}

private func chunk(_ type: String, _ contents: [UInt8]) -> [UInt8] {
  let body = Array(type.utf8) + contents
  return bigEndian(UInt32(contents.count)) + body + bigEndian(CyclicCheck.crc32.sum(of: body))
}
