/// Copies `rows` rows of `width` scalars between memories with their own distance between rows.
package func copyRows(
  _ x: UnsafePointer<Float>, stride xStride: Int, into y: UnsafeMutablePointer<Float>,
  stride yStride: Int, rows: Int, width: Int
) {
  for row in 0..<rows {
    (y + row * yStride).update(from: x + row * xStride, count: width)
  }
}
