/// Turns a picture upright that was stored with an EXIF orientation from 1 (upright) to 8; from 5 on
/// the result is `width` rows of `height` pixels.
package func turnUpright(
  _ x: UnsafePointer<UInt8>, height: Int, width: Int, channels: Int, orientation: Int,
  into y: UnsafeMutablePointer<UInt8>
) {
  let flipsRows = [3, 4, 6, 7].contains(orientation)
  let flipsColumns = [2, 3, 7, 8].contains(orientation)
  let rowStep = (flipsRows ? -1 : 1) * width * channels
  let columnStep = (flipsColumns ? -1 : 1) * channels
  let corner =
    x + (flipsRows ? (height - 1) * width * channels : 0)
    + (flipsColumns ? (width - 1) * channels : 0)
  let isTransposed = orientation >= 5
  let (down, right) = isTransposed ? (columnStep, rowStep) : (rowStep, columnStep)
  let columns = isTransposed ? height : width
  for row in 0..<(isTransposed ? width : height) {
    for column in 0..<columns {
      let source = corner + row * down + column * right
      let target = y + (row * columns + column) * channels
      for channel in 0..<channels { target[channel] = source[channel] }
    }
  }
}
