/// The height and the width of an image, in pixels.
package struct ImageSize: Sendable, Hashable {
  package var height: Int
  package var width: Int

  package init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  package var pixels: Int { height * width }
}

/// How the bytes or scalars of an image lie: row by row, the channels of a pixel together.
package struct PixelLayout: Sendable, Hashable {
  package var size: ImageSize
  package var channels: Int

  package init(height: Int, width: Int, channels: Int = 1) {
    size = ImageSize(height: height, width: width)
    self.channels = channels
  }

  package var height: Int { size.height }
  package var width: Int { size.width }
  /// The bytes or scalars of an image.
  package var count: Int { size.pixels * channels }
  /// From one row to the next.
  var stride: Int { width * channels }
}
