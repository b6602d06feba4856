/// Turns square images of bytes by quarter turns counterclockwise, after mirroring them left to right
/// if asked; image i of `y` is image i of `x`.
package func turn(
  _ x: UnsafeBufferPointer<UInt8>, count: Int, size: Int, quarters: Int, mirrored: Bool,
  into y: UnsafeMutablePointer<UInt8>
) {
  guard let base = x.baseAddress else { return }
  let last = size - 1
  Threads.forEach(count) { image in
    let source = base + image * size * size
    let target = y + image * size * size
    for row in 0..<size {
      for column in 0..<size {
        let (fromRow, fromColumn) =
          switch quarters & 3 {
          case 0: (row, column)
          case 1: (column, last - row)
          case 2: (last - row, last - column)
          default: (last - column, row)
          }
        target[row * size + column] =
          source[fromRow * size + (mirrored ? last - fromColumn : fromColumn)]
      }
    }
  }
}
