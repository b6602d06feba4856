/// Decodes the runs of a BMP image of 4 or 8 bits, in the order of the file: the bottom row first.
///
/// A pair of bytes is a count and a value (of 4 bits: two values by turns). A count of 0 is followed
/// by 0 for the end of the row, 1 for the end of the image, 2 and the way to the right and up, or the
/// number of values that follow, filled up to an even number of bytes.
///
/// - Parameters:
///   - bits: Of a value, 4 or 8.
///   - y: `height · width` bytes of 0, which stay where the runs leave something out.
/// - Returns: Whether the runs stay in the image and reach its end.
package func decodeRuns(
  _ x: UnsafeBufferPointer<UInt8>, bits: Int, height: Int, width: Int,
  into y: UnsafeMutablePointer<UInt8>
) -> Bool {
  var (position, row, column) = (0, 0, 0)

  func put(_ value: UInt8) {
    if row < height && column < width { y[row * width + column] = value }
    column += 1
  }

  while position + 1 < x.count {
    let (count, value) = (Int(x[position]), x[position + 1])
    position += 2
    if count > 0 {
      for i in 0..<count { put(bits == 8 ? value : i % 2 == 0 ? value >> 4 : value & 15) }
      continue
    }
    switch value {
    case 0: (row, column) = (row + 1, 0)
    case 1: return true
    case 2:
      guard position + 1 < x.count else { return false }
      (row, column) = (row + Int(x[position + 1]), column + Int(x[position]))
      position += 2
    default:
      let bytes = bits == 8 ? Int(value) : (Int(value) + 1) / 2
      guard position + bytes <= x.count else { return false }
      for i in 0..<Int(value) {
        let byte = x[position + (bits == 8 ? i : i / 2)]
        put(bits == 8 ? byte : i % 2 == 0 ? byte >> 4 : byte & 15)
      }
      position += bytes + bytes % 2
    }
    if row > height { return false }
  }
  // The mark of the end may be missing after the last row.
  return row >= height || row == height - 1 && column >= width
}
