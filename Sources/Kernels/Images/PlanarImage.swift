/// An image whose channels lie one after another: a plane of rows for each.
struct PlanarImage {
  let scalars: UnsafeMutablePointer<Float>
  let layout: PixelLayout

  /// The scalars of a plane.
  var size: Int { layout.size.pixels }

  /// The first scalar of a channel.
  func plane(_ channel: Int) -> UnsafeMutablePointer<Float> { scalars + channel * size }

  /// Writes a row of pixels to three planes.
  func write(row: Int, _ pixels: UnsafePointer<SIMD4<Float>>) {
    let (red, green, blue) = (
      plane(0) + row * layout.width, plane(1) + row * layout.width, plane(2) + row * layout.width
    )
    for column in 0..<layout.width {
      let pixel = pixels[column]
      red[column] = pixel.x
      green[column] = pixel.y
      blue[column] = pixel.z
    }
  }

  /// The mean of a channel.
  func mean(ofChannel channel: Int) -> Float {
    let plane = plane(channel)
    var sum = 0.0
    // Rows are summed in lanes, so that the sum keeps its precision in a large image.
    for row in 0..<layout.height {
      let line = plane + row * layout.width
      var lanes = SIMD8<Float>.zero
      var column = 0
      while column + 8 <= layout.width {
        lanes += UnsafeRawPointer(line + column).loadUnaligned(as: SIMD8<Float>.self)
        column += 8
      }
      var rest = lanes.sum()
      while column < layout.width {
        rest += line[column]
        column += 1
      }
      sum += Double(rest)
    }
    return Float(sum / Double(max(1, size)))
  }

  /// Writes the image with the channels of a pixel together, channel c times `scale[c]` plus `shift[c]`.
  func interleave(scale: [Float], shift: [Float], into y: UnsafeMutablePointer<Float>) {
    if layout.channels == 3 {
      let (red, green, blue) = (plane(0), plane(1), plane(2))
      let (a, b) = (SIMD4(scale[0], scale[1], scale[2], 0), SIMD4(shift[0], shift[1], shift[2], 0))
      for i in 0..<size {
        let pixel = y + 3 * i
        pixel[0] = red[i] * a.x + b.x
        pixel[1] = green[i] * a.y + b.y
        pixel[2] = blue[i] * a.z + b.z
      }
      return
    }
    for channel in 0..<layout.channels {
      let (plane, a, b) = (plane(channel), scale[channel], shift[channel])
      for i in 0..<size { y[i * layout.channels + channel] = plane[i] * a + b }
    }
  }
}
