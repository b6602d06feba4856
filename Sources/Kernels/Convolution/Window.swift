/// Rows and columns: a size, a step or a place in an image.
package struct Extent: Sendable, Equatable {
  package var height: Int
  package var width: Int

  package init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  package init(_ extent: (height: Int, width: Int)) {
    self.init(height: extent.height, width: extent.width)
  }
}

/// NHWC images: how many, and of what size.
package struct ImageBatch: Sendable, Equatable {
  package var count: Int
  package var height: Int
  package var width: Int
  package var channels: Int

  package init(count: Int, height: Int, width: Int, channels: Int) {
    self.count = count
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Scalars of one image.
  var imageSize: Int { height * width * channels }
}

/// The geometry of a window that slides over NHWC images, for convolution and pooling.
package struct Window: Sendable, Equatable {
  package var images: ImageBatch
  package var kernel: Extent
  package var strides: Extent
  /// Zeros before the image; those after it follow from the output's size.
  package var padding: Extent
  /// Positions of the window on one image.
  package var output: Extent
  /// The distance between neighboring rows, and columns, of the kernel on the image.
  package var dilation: Extent

  package init(
    images: ImageBatch, kernel: Extent, strides: Extent, padding: Extent, output: Extent,
    dilation: Extent = Extent(height: 1, width: 1)
  ) {
    self.images = images
    self.kernel = kernel
    self.strides = strides
    self.padding = padding
    self.output = output
    self.dilation = dilation
  }

  /// Output positions of one image.
  var positions: Int { output.height * output.width }
  /// Scalars under the window.
  var patchSize: Int { kernel.height * kernel.width * images.channels }

  /// The rows of the kernel that lie on the image when the window is at output row `y`.
  @inline(__always)
  func kernelRows(at y: Int) -> Range<Int> {
    taps(
      from: y * strides.height - padding.height, dilation: dilation.height, kernel: kernel.height,
      size: images.height)
  }

  /// The columns of the kernel that lie on the image when the window is at output column `x`.
  @inline(__always)
  func kernelColumns(at x: Int) -> Range<Int> {
    taps(
      from: x * strides.width - padding.width, dilation: dilation.width, kernel: kernel.width,
      size: images.width)
  }

  /// The rows of the image that lie under the window at some output rows.
  func imageRows(for rows: Range<Int>) -> Range<Int> {
    let first = rows.lowerBound * strides.height - padding.height
    let last = (rows.upperBound - 1) * strides.height - padding.height
    let end = last + (kernel.height - 1) * dilation.height + 1
    let lower = min(max(0, first), images.height)
    return lower..<max(lower, min(end, images.height))
  }

  /// Which of the taps at `start`, `start + dilation`, … lie within `size` pixels.
  @inline(__always)
  private func taps(from start: Int, dilation: Int, kernel: Int, size: Int) -> Range<Int> {
    if dilation == 1 { return max(0, -start)..<max(max(0, -start), min(kernel, size - start)) }
    let lower = max(0, (dilation - 1 - start) / dilation)
    let upper = size > start ? min(kernel, (size - start + dilation - 1) / dilation) : 0
    return lower..<max(lower, upper)
  }
}
