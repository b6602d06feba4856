/// One image in memory, of bytes or of scalars, row by row, the channels of a pixel together.
struct SourceImage {
  enum Pixels {
    case bytes(UnsafePointer<UInt8>)
    case scalars(UnsafePointer<Float>)
  }

  let pixels: Pixels
  let layout: PixelLayout

  /// What a value in a plane is worth: bytes stay as they are until they were sampled.
  var unit: Float {
    switch pixels {
    case .bytes: 1 / 255
    case .scalars: 1
    }
  }

  /// Writes one channel to a plane whose rows are `stride` apart.
  func copy(channel: Int, into plane: UnsafeMutablePointer<Float>, stride: Int) {
    let (width, channels) = (layout.width, layout.channels)
    for row in 0..<layout.height {
      let line = plane + row * stride
      let start = row * width * channels + channel
      switch pixels {
      case .bytes(let bytes):
        let source = bytes + start
        for column in 0..<width { line[column] = Float(source[column * channels]) }
      case .scalars(let scalars):
        let source = scalars + start
        for column in 0..<width { line[column] = source[column * channels] }
      }
    }
  }

  /// Writes the three channels of some rows to a plane whose rows are `stride` apart.
  func copyColors(
    rows: Range<Int>, into plane: UnsafeMutablePointer<SIMD4<Float>>, stride: Int
  ) {
    let width = layout.width
    for row in rows {
      let line = plane + row * stride
      switch pixels {
      case .bytes(let bytes):
        let source = bytes + row * width * 3
        for column in 0..<width {
          let pixel = source + 3 * column
          line[column] = SIMD4(Float(pixel[0]), Float(pixel[1]), Float(pixel[2]), 0)
        }
      case .scalars(let scalars):
        let source = scalars + row * width * 3
        for column in 0..<width {
          let pixel = source + 3 * column
          line[column] = SIMD4(pixel[0], pixel[1], pixel[2], 0)
        }
      }
    }
  }
}
