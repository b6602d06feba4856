/// A rectangle of an image that something else covers.
package struct ErasedBox: Sendable, Equatable {
  /// What covers it.
  package enum Content: Sendable, Equatable {
    /// 0 in all channels.
    case zero
    /// The mean of each channel over the image.
    case mean
    /// Uniform values from 0 to 1, drawn for each channel of each pixel.
    case noise(SplitMix64)
  }

  package var top: Int
  package var left: Int
  package var size: ImageSize
  package var content: Content

  package init(top: Int, left: Int, size: ImageSize, content: Content) {
    self.top = top
    self.left = left
    self.size = size
    self.content = content
  }

  /// Covers the rectangle.
  func erase(from image: PlanarImage) {
    for channel in 0..<image.layout.channels {
      switch content {
      case .zero: fill(image.plane(channel), width: image.layout.width) { _ in 0 }
      case .mean:
        let mean = image.mean(ofChannel: channel)
        fill(image.plane(channel), width: image.layout.width) { _ in mean }
      case .noise(let random):
        fill(image.plane(channel), width: image.layout.width) { i in
          Float(random.output(channel * size.pixels + i) >> 40) * 0x1p-24
        }
      }
    }
  }

  private func fill(
    _ plane: UnsafeMutablePointer<Float>, width: Int, with value: (_ position: Int) -> Float
  ) {
    for row in 0..<size.height {
      let line = plane + ((top + row) * width + left)
      for column in 0..<size.width { line[column] = value(row * size.width + column) }
    }
  }
}
