/// Means over as many bins as are wanted, of nearly equal size: bin i of n along an axis of s pixels is
/// ⌊i s / n⌋ ..< ⌈(i + 1) s / n⌉, so that neighbors overlap where n does not divide s.
package struct AdaptivePooling: Sendable {
  let images: ImageBatch
  let output: Extent

  package init(images: ImageBatch, output: Extent) {
    self.images = images
    self.output = output
  }

  /// The mean of each bin, channel by channel.
  package func average(input: UnsafePointer<Float>, output target: UnsafeMutablePointer<Float>) {
    let channels = images.channels
    forEachBin { image, position, share, rows, columns in
      let mean = target + position * channels
      mean.initialize(repeating: 0, count: channels)
      for row in rows {
        for column in columns {
          let pixel = input + image * images.imageSize + (row * images.width + column) * channels
          for c in 0..<channels { mean[c] += pixel[c] }
        }
      }
      for c in 0..<channels { mean[c] *= share }
    }
  }

  /// Spreads the gradient of each bin evenly over it.
  package func averageGradient(
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
  ) {
    let channels = images.channels
    Threads.forEach(images.count) { image in
      (inputGradient + image * images.imageSize).initialize(repeating: 0, count: images.imageSize)
    }
    forEachBin { image, position, share, rows, columns in
      let gradient = outputGradient + position * channels
      for row in rows {
        for column in columns {
          let pixel =
            inputGradient + image * images.imageSize + (row * images.width + column) * channels
          for c in 0..<channels { pixel[c] += share * gradient[c] }
        }
      }
    }
  }

  /// Calls `body` with the image, the position among all bins, 1 / pixels of the bin, and its rows and
  /// columns; images are shared between the threads.
  @inline(__always)
  private func forEachBin(_ body: (Int, Int, Float, Range<Int>, Range<Int>) -> Void) {
    Threads.forEach(images.count) { image in
      for y in 0..<output.height {
        let rows = Self.bin(y, of: output.height, size: images.height)
        for x in 0..<output.width {
          let columns = Self.bin(x, of: output.width, size: images.width)
          let position = (image * output.height + y) * output.width + x
          body(image, position, 1 / Float(rows.count * columns.count), rows, columns)
        }
      }
    }
  }

  /// The pixels of one bin along an axis.
  static func bin(_ index: Int, of count: Int, size: Int) -> Range<Int> {
    index * size / count..<((index + 1) * size + count - 1) / count
  }
}
