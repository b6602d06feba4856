/// How the bytes or scalars of an image lie: row by row, and channel after channel within a pixel.
package struct PixelLayout: Sendable, Hashable {
  package let height: Int
  package let width: Int
  package let channels: Int

  package init(height: Int, width: Int, channels: Int = 1) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// The bytes or scalars of an image.
  package var count: Int { height * width * channels }
  /// From one row to the next.
  var stride: Int { width * channels }
}
