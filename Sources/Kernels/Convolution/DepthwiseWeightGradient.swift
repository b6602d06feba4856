import Lanes

extension DepthwiseConvolution {
  /// Writes the gradient of the filters from one image: for each tap the sum over the positions of
  /// the result's gradient times what the tap read.
  func weightGradient(
    image: UnsafePointer<Float>, gradient: UnsafePointer<Float>,
    into sum: UnsafeMutablePointer<Float>
  ) {
    let channels = window.images.channels * multiplier
    sum.initialize(repeating: 0, count: weightSize)
    withRepeatedChannels(of: image) { image in
      for y in 0..<window.output.height {
        let rows = window.kernelRows(at: y)
        let top = y * window.strides.height - window.padding.height
        func add(_ c: Int, _ lanes: Int) {
          for i in rows {
            let line = image + (top + i * window.dilation.height) * window.images.width * channels
            let sums = TapSums(
              window: window, channels: channels, line: line + c,
              gradient: gradient + y * window.output.width * channels + c,
              sum: sum + i * window.kernel.width * channels + c)
            // The number of lanes as a constant, so that loads are single instructions.
            if lanes == 8 { sums.add(8) } else { sums.add(lanes) }
          }
        }
        forEachLanes(channels, add)
      }
    }
  }
}

/// The sums for one row of the kernel, from one row of the result, for up to eight channels.
private struct TapSums {
  let window: Window
  let channels: Int
  /// The row of the image that the kernel's row reads.
  let line: UnsafePointer<Float>
  let gradient: UnsafePointer<Float>
  let sum: UnsafeMutablePointer<Float>

  /// Three taps at a time where all of them lie on the image, so that a gradient is read once for them.
  @inline(__always)
  func add(_ lanes: Int) {
    var j = 0
    while j + 3 <= window.kernel.width {
      let (first, second, third) = (positions(j), positions(j + 1), positions(j + 2))
      // The first tap is the last to enter the image, the last one the first to leave it.
      let common = first.lowerBound..<max(first.lowerBound, third.upperBound)
      if common.isEmpty {
        add(j, first, lanes)
        add(j + 1, second, lanes)
        add(j + 2, third, lanes)
      } else {
        addThree(j, common, lanes)
        add(j, common.upperBound..<first.upperBound, lanes)
        add(j + 1, second.lowerBound..<common.lowerBound, lanes)
        add(j + 1, common.upperBound..<second.upperBound, lanes)
        add(j + 2, third.lowerBound..<common.lowerBound, lanes)
      }
      j += 3
    }
    while j < window.kernel.width {
      add(j, positions(j), lanes)
      j += 1
    }
  }

  /// The positions from which tap `j` reads the image.
  @inline(__always)
  private func positions(_ j: Int) -> Range<Int> {
    let (stride, start) = (window.strides.width, j * window.dilation.width - window.padding.width)
    let lower = start < 0 ? (stride - 1 - start) / stride : 0
    let upper =
      start < window.images.width ? (window.images.width - start + stride - 1) / stride : 0
    let within = min(lower, window.output.width)
    return within..<max(within, min(window.output.width, upper))
  }

  /// What tap `j` reads from position `x`.
  @inline(__always)
  private func place(_ j: Int, _ x: Int) -> UnsafePointer<Float> {
    let column = x * window.strides.width - window.padding.width + j * window.dilation.width
    return line + column * channels
  }

  @inline(__always)
  private func add(_ j: Int, _ range: Range<Int>, _ lanes: Int) {
    if range.isEmpty { return }
    let step = window.strides.width * channels
    var (x, g) = (place(j, range.lowerBound), gradient + range.lowerBound * channels)
    var total = load(sum + j * channels, lanes)
    for _ in range {
      total += load(g, lanes) * load(x, lanes)
      x += step
      g += channels
    }
    store(total, sum + j * channels, lanes)
  }

  @inline(__always)
  private func addThree(_ j: Int, _ range: Range<Int>, _ lanes: Int) {
    let (step, tap) = (window.strides.width * channels, window.dilation.width * channels)
    var (x, g) = (place(j, range.lowerBound), gradient + range.lowerBound * channels)
    var first = load(sum + j * channels, lanes)
    var second = load(sum + (j + 1) * channels, lanes)
    var third = load(sum + (j + 2) * channels, lanes)
    for _ in range {
      let gradient = load(g, lanes)
      first += gradient * load(x, lanes)
      second += gradient * load(x + tap, lanes)
      third += gradient * load(x + 2 * tap, lanes)
      x += step
      g += channels
    }
    store(first, sum + j * channels, lanes)
    store(second, sum + (j + 1) * channels, lanes)
    store(third, sum + (j + 2) * channels, lanes)
  }
}
