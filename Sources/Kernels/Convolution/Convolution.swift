/// Two-dimensional convolution (cross-correlation) of NHWC images with filters of shape
/// `[kernelHeight, kernelWidth, channels / groups, filters]`, and what is done with its results at once.
package struct Convolution: Sendable {
  package let window: Window
  package let filters: Int
  /// How many groups of neighboring channels there are, each with as many filters of its own.
  package let groups: Int
  package let epilogue: ConvolutionEpilogue
  package let algorithm: ConvolutionAlgorithm

  /// A convolution by the given algorithm; by default the one that the shapes make cheapest.
  package init(
    window: Window, filters: Int, groups: Int = 1, epilogue: ConvolutionEpilogue = .bias,
    algorithm: ConvolutionAlgorithm? = nil
  ) {
    self.window = window
    self.filters = filters
    self.groups = groups
    self.epilogue = epilogue
    self.algorithm =
      algorithm ?? ConvolutionPlan(window: window, filters: filters, groups: groups).algorithm
  }

  private var epilogueKernel: EpilogueKernel {
    EpilogueKernel(
      epilogue: epilogue, height: window.output.height, width: window.output.width,
      channels: filters)
  }

  private func winograd(_ form: BilinearForm) -> WinogradConvolution {
    WinogradConvolution(window: window, filters: filters, form: form)
  }

  /// The bilinear form on each block of images, and where the block begins.
  ///
  /// Blocks have so many images that the matrix products stay large, so few that what is transformed
  /// stays small beside the images.
  private func blocks(_ form: BilinearForm) -> [(first: Int, convolution: BilinearConvolution)] {
    let whole = BilinearConvolution(window: window, filters: filters, form: form)
    let size = max(16, 128 / max(1, whole.tileRows * whole.tileColumns))
    return stride(from: 0, to: window.images.count, by: size).map { first in
      var block = window
      block.images.count = min(size, window.images.count - first)
      return (first, BilinearConvolution(window: block, filters: filters, form: form))
    }
  }

  /// `output = epilogue(input ∗ weight · scale + bias)`.
  ///
  /// - Returns: What `backward` needs besides the operands, as far as it is to be kept.
  package func forward(
    input: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    scale: UnsafePointer<Float>? = nil, bias: UnsafePointer<Float>?,
    output: UnsafeMutablePointer<Float>, keeping: Keeping
  ) -> ConvolutionMemory {
    var memory = ConvolutionMemory()
    let kernel = epilogueKernel
    if keeping.winners && epilogue == .reluMaxPool {
      memory.winners = PooledBuffer(count: (window.images.count * kernel.outputSize + 3) / 4)
    }
    let winners = memory.winners?.bytes
    func finish(_ image: Int, _ compute: (UnsafeMutablePointer<Float>) -> Void) {
      let place = image * kernel.outputSize
      kernel.apply(
        scale: scale, bias: bias, output: output + place, winners: winners.map { $0 + place },
        compute)
    }
    if isRowwise {
      forwardRows(input, weight, scale, bias, into: output)
      return memory
    }
    withSingleThreadedBLAS {
      if case .toomCook = algorithm, let form = algorithm.form(taps: window.kernel.height) {
        forward(winograd(form), input, weight, finish)
      } else if let form = algorithm.form(taps: window.kernel.height) {
        forward(form, input, weight, keeping: keeping.inputPlanes, &memory, finish)
      } else {
        Threads.forEach(window.images.count) { image in
          let source = input + image * window.images.imageSize
          finish(image) { result in
            forward(
              image: source, weight: weight, ending: nil, rows: 0..<window.output.height,
              result: result)
          }
        }
      }
    }
    return memory
  }

  /// Lets its second argument write the result of an image, and finishes it.
  private typealias Finish = (Int, (UnsafeMutablePointer<Float>) -> Void) -> Void

  private func forward(
    _ winograd: WinogradConvolution, _ input: UnsafePointer<Float>,
    _ weight: UnsafePointer<Float>, _ finish: @escaping Finish
  ) {
    withScratch(winograd.filterPlaneCount) { filterPlanes in
      winograd.transformFilters(weight, isMirrored: false, into: filterPlanes)
      winograd.forward(input: input, filterPlanes: filterPlanes, withResult: finish)
    }
  }

  private func forward(
    _ form: BilinearForm, _ input: UnsafePointer<Float>, _ weight: UnsafePointer<Float>,
    keeping: Bool, _ memory: inout ConvolutionMemory, _ finish: @escaping Finish
  ) {
    let blocks = blocks(form)
    guard let first = blocks.first?.convolution else { return }
    withScratch(first.filterPlaneCount) { filterPlanes in
      first.transformFilters(weight, into: filterPlanes)
      for block in blocks {
        let kept = keeping ? PooledBuffer(count: block.convolution.inputPlaneCount) : nil
        block.convolution.forward(
          input: input + block.first * window.images.imageSize, filterPlanes: filterPlanes,
          kept: kept?.pointer, withResult: { finish(block.first + $0, $1) })
        if let kept { memory.inputPlanes.append(kept) }
      }
    }
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
        ofOutput: outputGradient + place, output: operands.output.map { $0 + place },
        winners: memory.winners.map { UnsafePointer($0.bytes + place) }, scale: operands.scale,
        body)
    }
    withSingleThreadedBLAS {
      if wanted.input == nil && wanted.weight == nil {
        return
      } else if case .toomCook = algorithm,
        let form = algorithm.form(taps: window.kernel.height)
      {
        withResultGradient(outputGradient, isRaw: operands.scale == nil, withGradient) {
          backward(winograd(form), operands, resultGradient: $0, wanted: wanted)
        }
      } else if let form = algorithm.form(taps: window.kernel.height) {
        backward(form, operands.weight, memory: memory, wanted: wanted, withGradient)
      } else if algorithm == .depthwise {
        depthwise.backward(
          input: operands.input, weight: operands.weight, inputGradient: wanted.input,
          weightGradient: wanted.weight, withGradient: withGradient)
      } else {
        unfolded.backward(
          input: operands.input, weight: operands.weight, inputGradient: wanted.input,
          weightGradient: wanted.weight, withGradient: withGradient)
      }
    }
    if let bias = wanted.bias {
      biasGradient(outputGradient, operands.output, into: bias)
    }
  }

  private func biasGradient(
    _ outputGradient: UnsafePointer<Float>, _ output: UnsafePointer<Float>?,
    into bias: UnsafeMutablePointer<Float>
  ) {
    let kernel = epilogueKernel
    withScratch(window.images.count * filters) { sums in
      Threads.forEach(window.images.count) { image in
        let place = image * kernel.outputSize
        kernel.biasGradient(
          ofOutput: outputGradient + place, output: output.map { $0 + place },
          into: sums + image * filters)
      }
      columnSums(sums, rows: window.images.count, columns: filters, into: bias)
    }
  }

  /// Calls `body` with the gradient of all results, before the epilogue; it is the output's if the
  /// epilogue only adds a bias and nothing is scaled, so that it `isRaw`.
  private func withResultGradient(
    _ outputGradient: UnsafePointer<Float>, isRaw: Bool,
    _ withGradient: (Int, (UnsafePointer<Float>) -> Void) -> Void,
    _ body: (UnsafePointer<Float>) -> Void
  ) {
    if epilogue == .bias && isRaw { return body(outputGradient) }
    let size = epilogueKernel.resultSize
    withScratch(window.images.count * size) { results in
      Threads.forEach(window.images.count) { image in
        withGradient(image) { (results + image * size).update(from: $0, count: size) }
      }
      body(results)
    }
  }

  private func backward(
    _ winograd: WinogradConvolution, _ operands: Operands,
    resultGradient: UnsafePointer<Float>, wanted: Wanted
  ) {
    if let gradient = wanted.input {
      winograd.inputGradient(
        resultGradient: resultGradient, weight: operands.weight, into: gradient)
    }
    if let gradient = wanted.weight {
      winograd.weightGradient(
        input: operands.input!, resultGradient: resultGradient, into: gradient)
    }
  }

  private func backward(
    _ form: BilinearForm, _ weight: UnsafePointer<Float>, memory: ConvolutionMemory,
    wanted: Wanted, _ withGradient: @escaping (Int, (UnsafePointer<Float>) -> Void) -> Void
  ) {
    let blocks = blocks(form)
    guard let first = blocks.first?.convolution else { return }
    let filterPlanes =
      wanted.input == nil ? nil : PooledBuffer(count: first.transposedFilterPlaneCount)
    if let filterPlanes {
      first.transformTransposedFilters(weight, into: filterPlanes.pointer)
    }
    for (index, block) in blocks.enumerated() {
      block.convolution.backward(
        inputPlanes: wanted.weight == nil ? nil : memory.inputPlanes[index].pointer,
        filterPlanes: filterPlanes?.pointer,
        inputGradient: wanted.input.map { $0 + block.first * window.images.imageSize },
        weightGradient: wanted.weight, accumulatingWeight: block.first > 0,
        withGradient: { withGradient(block.first + $0, $1) })
    }
  }

  /// Whether the weight's gradient is made of the input; otherwise of what the memory holds instead.
  package var needsInput: Bool {
    if case .bilinear = algorithm { return false }
    return true
  }

  /// Whether the gradients of input and weight share no work, so that asking for one after the other
  /// takes no longer.
  package var hasGradientsApart: Bool {
    if case .toomCook = algorithm { return epilogue == .bias }
    return false
  }

  /// Whether `backward` reads the output.
  package var needsOutput: Bool { epilogue != .bias }
}
