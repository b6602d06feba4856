import CKernels

/// Batch norm of images and what follows it, ReLU and 2×2 max pooling or leaky ReLU, a band of rows at a time while
/// it is in the cache: what is normalized is never stored, and is computed again where a gradient needs
/// it.
package struct NormalizationWithEpilogue: Sendable {
  package let images: ImageBatch
  package let epilogue: ConvolutionEpilogue

  /// Of images; rows of any other tensor are images of one column, if nothing pools.
  package init(images: ImageBatch, epilogue: ConvolutionEpilogue) {
    self.images = images
    self.epilogue = epilogue
  }

  /// A scale and a shift of each channel.
  package typealias Terms = (scale: UnsafePointer<Float>, shift: UnsafePointer<Float>)

  /// `output = epilogue(x · scale + shift)`.
  ///
  /// - Returns: With `keeping`, what the gradients need besides the operands.
  package func forward(
    _ x: UnsafePointer<Float>, terms: Terms, output: UnsafeMutablePointer<Float>, keeping: Bool
  ) -> ConvolutionMemory {
    var memory = ConvolutionMemory()
    if keeping && epilogue == .reluMaxPool {
      memory.winners = PooledBuffer(count: (images.count * outputSize + 3) / 4)
    }
    let winners = memory.winners?.bytes
    forEachBand { band in
      band.kernel.apply(
        bias: nil, output: output + band.output, winners: winners.map { $0 + band.output }
      ) { scale(x + band.input, terms, band, into: $0) }
    }
    return memory
  }

  /// Σ g and Σ g · (x − mean) · inverse of each channel, g being the gradient before the epilogue.
  package func sums(
    _ x: UnsafePointer<Float>, terms: Terms, outputGradient: UnsafePointer<Float>,
    memory: ConvolutionMemory,
    statistics: (mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>),
    into sums: (shift: UnsafeMutablePointer<Float>, scale: UnsafeMutablePointer<Float>)
  ) {
    let (bands, columns) = (images.count * bandsOfImage, images.channels)
    withScratch(2 * bands * columns) { partial in
      let (first, second) = (partial, partial + bands * columns)
      forEachBand { band in
        withGradient(outputGradient, terms, memory, band) { gradient, gate in
          normalizationSums(
            x + band.input, gradient: gradient, rows: band.pixels, columns: columns, gate: gate,
            statistics: statistics,
            into: (first + band.index * columns, second + band.index * columns))
        }
      }
      columnSums(first, rows: bands, columns: columns, into: sums.shift)
      columnSums(second, rows: bands, columns: columns, into: sums.scale)
    }
  }

  /// `a · g + b · x + c` of each channel, g being the gradient before the epilogue.
  package func combine(
    _ x: UnsafePointer<Float>, terms: Terms, outputGradient: UnsafePointer<Float>,
    memory: ConvolutionMemory,
    factors: (a: UnsafePointer<Float>, b: UnsafePointer<Float>, c: UnsafePointer<Float>),
    into target: UnsafeMutablePointer<Float>
  ) {
    forEachBand { band in
      withGradient(outputGradient, terms, memory, band) { gradient, gate in
        combineColumns(
          gradient: gradient, x + band.input, rows: band.pixels, columns: images.channels,
          gate: gate,
          factors: factors, into: target + band.input)
      }
    }
  }

  /// Calls `body` with a gradient of a band's normalized rows, and what of it passes the epilogue.
  private func withGradient(
    _ outputGradient: UnsafePointer<Float>, _ terms: Terms, _ memory: ConvolutionMemory,
    _ band: Band, _ body: (UnsafePointer<Float>, ColumnGate?) -> Void
  ) {
    let winners = memory.winners.map { UnsafePointer($0.bytes + band.output) }
    let gradient = outputGradient + band.output
    if let gate = gate(terms) { return body(gradient, gate) }
    band.kernel.withGradient(ofOutput: gradient, output: nil, winners: winners) { body($0, nil) }
  }

  /// What passes an epilogue that acts on each scalar.
  private func gate(_ terms: Terms) -> ColumnGate? {
    let (slope, upper): (Float, Float)
    switch epilogue {
    case .bias, .reluMaxPool: return nil
    case .relu: (slope, upper) = (0, .infinity)
    case .relu6: (slope, upper) = (0, 6)
    case .leakyReLU(let lower): (slope, upper) = (lower, .infinity)
    }
    return ColumnGate(scale: terms.scale, shift: terms.shift, slope: slope, upper: upper)
  }

  private func scale(
    _ x: UnsafePointer<Float>, _ terms: Terms, _ band: Band, into y: UnsafeMutablePointer<Float>
  ) {
    scaleColumns(
      x, rows: band.pixels, columns: images.channels, scale: terms.scale, shift: terms.shift,
      into: y)
  }
}

extension NormalizationWithEpilogue {
  /// Neighboring rows of an image.
  private struct Band {
    let index: Int
    let kernel: EpilogueKernel
    /// Where its first scalar is, and its first output.
    let input: Int
    let output: Int
    var pixels: Int { kernel.height * kernel.width }
  }

  /// An even number of rows of about 2¹⁵ scalars, by the shape alone.
  private var rowsOfBand: Int {
    max(2, (1 << 15) / max(1, images.width * images.channels) / 2 * 2)
  }

  /// A last odd row, which no window covers, stays with those before it.
  private var bandsOfImage: Int {
    let rows = epilogue == .reluMaxPool ? images.height / 2 * 2 : images.height
    return max(1, (rows + rowsOfBand - 1) / rowsOfBand)
  }

  private var outputSize: Int {
    epilogue == .reluMaxPool
      ? images.height / 2 * (images.width / 2) * images.channels : images.imageSize
  }

  private func forEachBand(_ body: (Band) -> Void) {
    let bands = bandsOfImage
    Threads.forEach(images.count * bands) { index in
      let (image, place) = index.quotientAndRemainder(dividingBy: bands)
      let first = place * rowsOfBand
      let last = place + 1 == bands ? images.height : first + rowsOfBand
      let kernel = EpilogueKernel(
        epilogue: epilogue, height: last - first, width: images.width, channels: images.channels)
      let outputRow =
        epilogue == .reluMaxPool
        ? first / 2 * (images.width / 2) * images.channels
        : first * images.width * images.channels
      body(
        Band(
          index: index, kernel: kernel,
          input: image * images.imageSize + first * images.width * images.channels,
          output: image * outputSize + outputRow))
    }
  }
}
