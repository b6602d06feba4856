/// The geometry of a window that slides over NHWC images, for convolution and pooling.
package struct Window: Sendable, Equatable {
  package var images: Int
  package var height: Int
  package var width: Int
  package var channels: Int
  package var kernelHeight: Int
  package var kernelWidth: Int
  package var strideHeight: Int
  package var strideWidth: Int
  /// Rows and columns of zeros before the image; those after it follow from the output's size.
  package var paddingTop: Int
  package var paddingLeft: Int
  package var outputHeight: Int
  package var outputWidth: Int

  package init(
    images: Int, height: Int, width: Int, channels: Int, kernelHeight: Int, kernelWidth: Int,
    strideHeight: Int, strideWidth: Int, paddingTop: Int, paddingLeft: Int, outputHeight: Int,
    outputWidth: Int
  ) {
    self.images = images
    self.height = height
    self.width = width
    self.channels = channels
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.strideHeight = strideHeight
    self.strideWidth = strideWidth
    self.paddingTop = paddingTop
    self.paddingLeft = paddingLeft
    self.outputHeight = outputHeight
    self.outputWidth = outputWidth
  }

  /// Scalars of one image.
  var imageSize: Int { height * width * channels }
  /// Output positions of one image.
  var positions: Int { outputHeight * outputWidth }
  /// Scalars under the window.
  var patchSize: Int { kernelHeight * kernelWidth * channels }

  /// The rows of the kernel that lie on the image when the window is at output row `y`.
  @inline(__always)
  func kernelRows(at y: Int) -> Range<Int> {
    let top = y * strideHeight - paddingTop
    return max(0, -top)..<max(max(0, -top), min(kernelHeight, height - top))
  }

  /// The columns of the kernel that lie on the image when the window is at output column `x`.
  @inline(__always)
  func kernelColumns(at x: Int) -> Range<Int> {
    let left = x * strideWidth - paddingLeft
    return max(0, -left)..<max(max(0, -left), min(kernelWidth, width - left))
  }
}
