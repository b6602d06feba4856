/// Writes 1 to every scalar of NHWC images, and 0 to a square block of `size` × `size` pixels of a
/// channel for each of its seeds that is not 0.
///
/// - Parameter seeds: For each image, position of the block and channel; blocks lie on the image, so that
///   there are `size` − 1 fewer positions along an axis than pixels.
package func maskBlocks(
  seeds: UnsafePointer<Float>, size: Int, images: ImageBatch,
  into mask: UnsafeMutablePointer<Float>
) {
  let (rows, columns) = (images.height - size + 1, images.width - size + 1)
  let channels = images.channels
  Threads.forEach(images.count) { image in
    let target = mask + image * images.imageSize
    target.initialize(repeating: 1, count: images.imageSize)
    let source = seeds + image * rows * columns * channels
    for place in 0..<rows * columns * channels where source[place] != 0 {
      let (position, channel) = (place / channels, place % channels)
      let (top, left) = (position / columns, position % columns)
      for row in top..<top + size {
        for column in left..<left + size {
          target[(row * images.width + column) * channels + channel] = 0
        }
      }
    }
  }
}
