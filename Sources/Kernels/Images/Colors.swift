/// Gray pixels as red, green and blue ones of the same value.
package func colors(
  ofGray x: UnsafePointer<UInt8>, count: Int, into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count {
    y[3 * i] = x[i]
    y[3 * i + 1] = x[i]
    y[3 * i + 2] = x[i]
  }
}

/// Rows of pixels of one color, `stride` bytes apart.
package func fill(
  _ y: UnsafeMutablePointer<UInt8>, rows: Int, columns: Int, stride: Int, color: [UInt8]
) {
  color.withUnsafeBufferPointer { color in
    for row in 0..<rows {
      let line = y + row * stride
      for column in 0..<columns {
        for channel in 0..<color.count { line[column * color.count + channel] = color[channel] }
      }
    }
  }
}
