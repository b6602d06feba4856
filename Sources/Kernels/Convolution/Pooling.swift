import CKernels

/// Pooling of NHWC images by a window without dilation; padding takes no part in a window's maximum,
/// and in its average only if it is said to.
package struct Pooling: Sendable {
  package let window: Window
  /// The padding after the image, if means take padding in.
  private let countedAfter: Extent?

  package init(window: Window, countedAfter: Extent? = nil) {
    self.window = window
    self.countedAfter = countedAfter
  }

  private var outputSize: Int { window.positions * window.images.channels }

  /// The largest scalar under each window.
  package func maximum(input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>) {
    withUnsafePointer(to: geometry) { geometry in
      Threads.forEach(window.images.count) { image in
        windowLoops.maximum(
          geometry, input + image * window.images.imageSize, output + image * outputSize)
      }
    }
  }

  /// Gives each output's gradient to the first scalar under the window that equals the output.
  package func maximumGradient(
    input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
  ) {
    let isTiling = isTiling
    // If windows neither overlap nor leave a gap each pixel is written once.
    if !isTiling { zero(inputGradient) }
    withUnsafePointer(to: geometry) { geometry in
      Threads.forEach(window.images.count) { image in
        let (source, place) = (image * window.images.imageSize, image * outputSize)
        windowLoops.maximumGradient(
          geometry, input + source, output + place, outputGradient + place, isTiling,
          inputGradient + source)
      }
    }
  }

  /// Writes for each output the scalar of `images` at the place whose scalar of `input` it is: the first
  /// under the window that equals it, and 0 if none does. The adjoint of `maximumGradient`.
  package func scalarsAtMaxima(
    input: UnsafePointer<Float>, output: UnsafePointer<Float>, of images: UnsafePointer<Float>,
    into target: UnsafeMutablePointer<Float>
  ) {
    let channels = window.images.channels
    forEachWindow { image, position, taps in
      let (source, place) = (
        image * window.images.imageSize, image * outputSize + position * channels
      )
      let (y, result) = (output + place, target + place)
      result.initialize(repeating: 0, count: channels)
      // Backward, so that the first of equal ones is the last to be written.
      taps.forEachBackward { tap in
        let (x, value) = (input + source + tap * channels, images + source + tap * channels)
        for c in 0..<channels { result[c] = x[c] == y[c] ? value[c] : result[c] }
      }
    }
  }

  /// The window as the loops take it.
  private var geometry: SlidingWindow {
    SlidingWindow(
      height: window.images.height, width: window.images.width, channels: window.images.channels,
      kernelHeight: window.kernel.height, kernelWidth: window.kernel.width,
      rowStride: window.strides.height, columnStride: window.strides.width,
      topPadding: window.padding.height, leftPadding: window.padding.width,
      outputHeight: window.output.height, outputWidth: window.output.width)
  }

  /// Whether the windows cover the image without overlap, gap or padding.
  private var isTiling: Bool {
    window.kernel == window.strides && window.padding == Extent(height: 0, width: 0)
      && window.output.height * window.strides.height == window.images.height
      && window.output.width * window.strides.width == window.images.width
  }

  /// The mean of the scalars under each window.
  package func average(input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>) {
    let channels = window.images.channels
    forEachWindow { image, position, taps in
      let source = input + image * window.images.imageSize
      let target = output + image * outputSize + position * channels
      target.initialize(repeating: 0, count: channels)
      taps.forEach { tap in
        let term = source + tap * channels
        for c in 0..<channels { target[c] += term[c] }
      }
      let share = 1 / Float(taps.counted)
      for c in 0..<channels { target[c] *= share }
    }
  }

  /// Spreads each output's gradient evenly over its window.
  package func averageGradient(
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
  ) {
    let channels = window.images.channels
    zero(inputGradient)
    forEachWindow { image, position, taps in
      let gradient = outputGradient + image * outputSize + position * channels
      let share = 1 / Float(taps.counted)
      taps.forEach { tap in
        let target = inputGradient + image * window.images.imageSize + tap * channels
        for c in 0..<channels { target[c] += share * gradient[c] }
      }
    }
  }

  private func zero(_ inputGradient: UnsafeMutablePointer<Float>) {
    Threads.forEach(window.images.count) { image in
      (inputGradient + image * window.images.imageSize).initialize(
        repeating: 0, count: window.images.imageSize)
    }
  }

  /// The pixels under one window, row by row.
  private struct Taps {
    let rows: Range<Int>
    let columns: Range<Int>
    let width: Int
    /// By how many scalars their sum is divided for a mean.
    let counted: Int

    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
      for row in rows {
        for column in columns { body(row * width + column) }
      }
    }

    @inline(__always)
    func forEachBackward(_ body: (Int) -> Void) {
      for row in rows.reversed() {
        for column in columns.reversed() { body(row * width + column) }
      }
    }
  }

  /// The pixels under the window that lie on the image or its padding; nil if padding does not count.
  @inline(__always)
  private func counted(top: Int, left: Int) -> Int? {
    countedAfter.map { after in
      min(window.kernel.height, window.images.height + after.height - top)
        * min(window.kernel.width, window.images.width + after.width - left)
    }
  }

  @inline(__always)
  private func forEachWindow(of image: Int, _ body: (Int, Taps) -> Void) {
    for y in 0..<window.output.height {
      let top = y * window.strides.height - window.padding.height
      let rows = window.kernelRows(at: y)
      for x in 0..<window.output.width {
        let left = x * window.strides.width - window.padding.width
        let columns = window.kernelColumns(at: x)
        let taps = Taps(
          rows: top + rows.lowerBound..<top + rows.upperBound,
          columns: left + columns.lowerBound..<left + columns.upperBound,
          width: window.images.width,
          counted: counted(top: top, left: left) ?? rows.count * columns.count)
        body(y * window.output.width + x, taps)
      }
    }
  }

  @inline(__always)
  private func forEachWindow(_ body: (Int, Int, Taps) -> Void) {
    Threads.forEach(window.images.count) { image in
      forEachWindow(of: image) { position, taps in body(image, position, taps) }
    }
  }
}

/// The loops by the instructions of this processor.
private let windowLoops = windowFunctions(Instructions.best.value)!.pointee
