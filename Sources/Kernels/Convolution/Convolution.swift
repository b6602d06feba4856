/// How a convolution is computed.
package enum ConvolutionAlgorithm: Sendable, Hashable {
  /// Patches laid out as a matrix (im2col), or the pixels themselves for a 1×1 kernel.
  case unfolded
  /// Tiles of so many inputs a side, transformed by the discrete Fourier transform in real numbers.
  case bilinear(tile: Int)
  /// The same with Toom and Cook's points, for small kernels and tiles.
  case toomCook(tile: Int)

  /// The size of the bilinear form, nil where patches are unfolded.
  var size: BilinearSize? {
    switch self {
    case .unfolded: nil
    case .bilinear(let tile): .fourier(tile)
    case .toomCook(let tile): .toomCook(tile)
    }
  }

  /// The bilinear form for kernels of so many taps, nil where patches are unfolded.
  func form(taps: Int) -> BilinearForm? {
    switch self {
    case .unfolded: nil
    case .bilinear(let tile): .fourier(taps: taps, inputs: tile)
    case .toomCook(let tile): .toomCook(taps: taps, inputs: tile)
    }
  }
}

/// Two-dimensional convolution (cross-correlation) of NHWC images with filters of shape
/// `[kernelHeight, kernelWidth, channels, filters]`, and what is done with its results at once.
package struct Convolution: Sendable {
  package let window: Window
  package let filters: Int
  package let epilogue: ConvolutionEpilogue
  package let algorithm: ConvolutionAlgorithm

  /// A convolution by the given algorithm; by default the one that the shapes make cheapest.
  package init(
    window: Window, filters: Int, epilogue: ConvolutionEpilogue = .bias,
    algorithm: ConvolutionAlgorithm? = nil
  ) {
    self.window = window
    self.filters = filters
    self.epilogue = epilogue
    self.algorithm = algorithm ?? ConvolutionPlan(window: window, filters: filters).algorithm
  }

  private var epilogueKernel: EpilogueKernel {
    EpilogueKernel(
      epilogue: epilogue, height: window.outputHeight, width: window.outputWidth,
      channels: filters)
  }

  private var unfolded: UnfoldedConvolution {
    UnfoldedConvolution(window: window, filters: filters)
  }

  /// The bilinear form on each block of images, and where the block begins.
  ///
  /// Blocks have so many images that the matrix products stay large, so few that what is transformed
  /// stays small beside the images.
  private func blocks(_ form: BilinearForm) -> [(first: Int, convolution: BilinearConvolution)] {
    let whole = BilinearConvolution(window: window, filters: filters, form: form)
    let size = max(16, 128 / max(1, whole.tileRows * whole.tileColumns))
    return stride(from: 0, to: window.images, by: size).map { first in
      var block = window
      block.images = min(size, window.images - first)
      return (first, BilinearConvolution(window: block, filters: filters, form: form))
    }
  }

  /// `output = epilogue(input ∗ weight + bias)`.
  ///
  /// - Returns: With `keeping`, what `backward` needs besides the operands.
  package func forward(
    input: UnsafePointer<Float>, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    output: UnsafeMutablePointer<Float>, keeping: Bool
  ) -> ConvolutionMemory {
    var memory = ConvolutionMemory()
    let kernel = epilogueKernel
    if keeping && epilogue == .reluMaxPool {
      memory.winners = PooledBuffer(count: (window.images * kernel.outputSize + 3) / 4)
    }
    let winners = memory.winners?.bytes
    func finish(_ image: Int, _ compute: (UnsafeMutablePointer<Float>) -> Void) {
      let place = image * kernel.outputSize
      kernel.apply(
        bias: bias, output: output + place, winners: winners.map { $0 + place }, compute)
    }
    withSingleThreadedBLAS {
      guard let form = algorithm.form(taps: window.kernelHeight) else {
        return Threads.forEach(window.images) { image in
          finish(image) { result in
            unfolded.forward(
              image: input + image * window.imageSize, weight: weight, result: result)
          }
        }
      }
      let blocks = blocks(form)
      guard let first = blocks.first?.convolution else { return }
      withScratch(first.filterPlaneCount) { filterPlanes in
        first.transformFilters(weight, into: filterPlanes)
        for block in blocks {
          let kept = keeping ? PooledBuffer(count: block.convolution.inputPlaneCount) : nil
          block.convolution.forward(
            input: input + block.first * window.imageSize, filterPlanes: filterPlanes,
            kept: kept?.pointer, withResult: { finish(block.first + $0, $1) })
          if let kept { memory.inputPlanes.append(kept) }
        }
      }
    }
    return memory
  }

  /// Writes the gradients that are wanted, from the output's.
  package func backward(
    _ operands: Operands, outputGradient: UnsafePointer<Float>, memory: ConvolutionMemory,
    wanted: Wanted
  ) {
    let kernel = epilogueKernel
    func withGradient(_ image: Int, _ body: (UnsafePointer<Float>) -> Void) {
      let place = image * kernel.outputSize
      kernel.withGradient(
        ofOutput: outputGradient + place, output: operands.output + place,
        winners: memory.winners.map { UnsafePointer($0.bytes + place) }, body)
    }
    withSingleThreadedBLAS {
      if wanted.input == nil && wanted.weight == nil {
        return
      } else if let form = algorithm.form(taps: window.kernelHeight) {
        let blocks = blocks(form)
        guard let first = blocks.first?.convolution else { return }
        let filterPlanes =
          wanted.input == nil ? nil : PooledBuffer(count: first.filterPlaneCount)
        if let filterPlanes {
          first.transformTransposedFilters(operands.weight, into: filterPlanes.pointer)
        }
        for (block, inputPlanes) in zip(blocks, memory.inputPlanes) {
          block.convolution.backward(
            inputPlanes: inputPlanes.pointer, filterPlanes: filterPlanes?.pointer,
            inputGradient: wanted.input.map { $0 + block.first * window.imageSize },
            weightGradient: wanted.weight, accumulatingWeight: block.first > 0,
            withGradient: { withGradient(block.first + $0, $1) })
        }
      } else {
        unfolded.backward(
          input: operands.input, weight: operands.weight, inputGradient: wanted.input,
          weightGradient: wanted.weight, withGradient: withGradient)
      }
    }
    if let bias = wanted.bias {
      withScratch(window.images * filters) { sums in
        Threads.forEach(window.images) { image in
          let place = image * kernel.outputSize
          kernel.biasGradient(
            ofOutput: outputGradient + place, output: operands.output + place,
            into: sums + image * filters)
        }
        columnSums(sums, rows: window.images, columns: filters, into: bias)
      }
    }
  }

  /// What a convolution was computed from, and its output.
  package struct Operands {
    let input: UnsafePointer<Float>
    let weight: UnsafePointer<Float>
    let output: UnsafePointer<Float>

    package init(
      input: UnsafePointer<Float>, weight: UnsafePointer<Float>, output: UnsafePointer<Float>
    ) {
      self.input = input
      self.weight = weight
      self.output = output
    }
  }

  /// Room for the gradients that are wanted.
  package struct Wanted {
    let input: UnsafeMutablePointer<Float>?
    let weight: UnsafeMutablePointer<Float>?
    let bias: UnsafeMutablePointer<Float>?

    package init(
      input: UnsafeMutablePointer<Float>?, weight: UnsafeMutablePointer<Float>?,
      bias: UnsafeMutablePointer<Float>?
    ) {
      self.input = input
      self.weight = weight
      self.bias = bias
    }
  }
}

/// What a forward pass keeps for the backward one: transformed images, where the algorithm has them,
/// and where the maxima of pooling came from.
package struct ConvolutionMemory: Sendable {
  /// One for each block of images.
  var inputPlanes: [PooledBuffer] = []
  var winners: PooledBuffer?

  /// Nothing kept.
  package init() {}
}

/// Scratch memory that lives as long as this object.
final class PooledBuffer: Sendable {
  let count: Int
  nonisolated(unsafe) let pointer: UnsafeMutablePointer<Float>

  init(count: Int) {
    self.count = count
    pointer = BufferPool.allocate(count)
  }

  deinit { BufferPool.release(pointer, count: count) }

  /// The memory as bytes.
  var bytes: UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: UInt8.self)
  }
}
