/// Turns square images of bytes by quarter turns counterclockwise, after mirroring them left to right
/// if asked; image i of `y` is image i of `x`.
package func turn(
  _ x: UnsafeBufferPointer<UInt8>, layout: PixelLayout, quarters: Int, mirrored: Bool,
  into y: UnsafeMutablePointer<UInt8>
) {
  guard let base = x.baseAddress, layout.count > 0 else { return }
  let (size, channels, last) = (layout.width, layout.channels, layout.width - 1)
  Threads.forEach(x.count / layout.count) { image in
    let source = base + image * layout.count
    let target = y + image * layout.count
    for row in 0..<size {
      for column in 0..<size {
        let (fromRow, fromColumn) =
          switch quarters & 3 {
          case 0: (row, column)
          case 1: (column, last - row)
          case 2: (last - row, last - column)
          default: (last - column, row)
          }
        let pixel = fromRow * size + (mirrored ? last - fromColumn : fromColumn)
        for channel in 0..<channels {
          target[(row * size + column) * channels + channel] = source[pixel * channels + channel]
        }
      }
    }
  }
}
