import CKernels

/// A convolution of each channel with `multiplier` filters of its own, `[height, width, channels,
/// multiplier]` as grouped filters are laid out.
///
/// Neighboring channels lie side by side and share nothing, so no matrix product is in it: a vector of
/// channels of eight pixels at a time stays in registers while the kernel's taps are added up, and every
/// scalar of the result is written once.
struct DepthwiseConvolution: Sendable {
  let window: Window
  /// Filters for each channel.
  let multiplier: Int

  private var filters: Int { window.images.channels * multiplier }
  private var taps: Int { window.kernel.height * window.kernel.width }
  /// Scalars of the filters.
  var weightSize: Int { taps * filters }

  /// Rows of the result that are a piece of work, by the shapes alone.
  var rowsOfPiece: Int {
    multiplier > 1
      ? window.output.height : max(1, (1 << 16) / max(1, window.output.width * filters))
  }

  /// Writes some rows of the result of one image.
  func forward(
    image: UnsafePointer<Float>, weight: UnsafePointer<Float>, ending: Ending?, rows: Range<Int>,
    result: UnsafeMutablePointer<Float>
  ) {
    withRepeatedChannels(of: image) { image in
      ChannelCorrelation(
        rows: CorrelationPhases(
          forward: window.kernel.height, stride: window.strides.height,
          dilation: window.dilation.height, padding: window.padding.height,
          source: window.images.height, target: window.output.height),
        columns: CorrelationPhases(
          forward: window.kernel.width, stride: window.strides.width,
          dilation: window.dilation.width, padding: window.padding.width,
          source: window.images.width, target: window.output.width),
        channels: filters
      ).run(image, weight: weight, ending: ending ?? .none, rows: rows, into: result)
    }
  }

  /// The gradients that are wanted, as of an unfolded convolution; the filters' is summed over the
  /// images in their order.
  func backward(
    input: UnsafePointer<Float>?, weight: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>?, weightGradient: UnsafeMutablePointer<Float>?,
    withGradient: (Int, (UnsafePointer<Float>) -> Void) -> Void
  ) {
    let count = window.images.count
    withScratch(weightGradient == nil ? 0 : count * weightSize) { sums in
      Threads.forEach(count) { image in
        let place = image * window.images.imageSize
        withGradient(image) { gradient in
          if weightGradient != nil, let input {
            self.weightGradient(
              image: input + place, gradient: gradient, into: sums + image * weightSize)
          }
          if let inputGradient {
            self.inputGradient(gradient: gradient, weight: weight, into: inputGradient + place)
          }
        }
      }
      if let weightGradient {
        columnSums(sums, rows: count, columns: weightSize, into: weightGradient)
      }
    }
  }

  /// Writes the gradient of one image.
  func inputGradient(
    gradient: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    into imageGradient: UnsafeMutablePointer<Float>
  ) {
    let correlation = ChannelCorrelation(
      rows: CorrelationPhases(
        backward: window.kernel.height, stride: window.strides.height,
        dilation: window.dilation.height, padding: window.padding.height,
        source: window.output.height, target: window.images.height),
      columns: CorrelationPhases(
        backward: window.kernel.width, stride: window.strides.width,
        dilation: window.dilation.width, padding: window.padding.width,
        source: window.output.width, target: window.images.width),
      channels: filters)
    let rows = 0..<window.images.height
    guard multiplier > 1 else {
      return correlation.run(gradient, weight: weight, rows: rows, into: imageGradient)
    }
    withScratch(window.images.imageSize * multiplier) { repeated in
      correlation.run(gradient, weight: weight, rows: rows, into: repeated)
      for i in 0..<window.images.imageSize {
        var sum: Float = 0
        for k in 0..<multiplier { sum += repeated[i * multiplier + k] }
        imageGradient[i] = sum
      }
    }
  }

  /// Calls `body` with the image, each channel as often as it has filters.
  func withRepeatedChannels(
    of image: UnsafePointer<Float>, _ body: (UnsafePointer<Float>) -> Void
  ) {
    if multiplier == 1 { return body(image) }
    withScratch(window.images.imageSize * multiplier) { repeated in
      for i in 0..<window.images.imageSize {
        for k in 0..<multiplier { repeated[i * multiplier + k] = image[i] }
      }
      body(repeated)
    }
  }
}
