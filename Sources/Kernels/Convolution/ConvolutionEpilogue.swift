import Lanes

/// What becomes of a convolution's result, or a batch norm's, image by image, while it is in cache.
package enum ConvolutionEpilogue: Sendable, Hashable {
  /// It is scaled, if there is a scale, and the bias is added.
  case bias
  /// As `bias`, then max(x, 0).
  case relu
  /// As `relu`, then the maximum of each 2×2 window; the larger result is never stored.
  case reluMaxPool
}

/// Applies an epilogue to the results of a convolution, and takes gradients back through it.
struct EpilogueKernel: Sendable {
  let epilogue: ConvolutionEpilogue
  /// The size of the convolution's result.
  let height: Int
  let width: Int
  let channels: Int

  /// Scalars of an image's result before the epilogue.
  var resultSize: Int { height * width * channels }
  /// Scalars of an image's output.
  var outputSize: Int {
    epilogue == .reluMaxPool ? height / 2 * (width / 2) * channels : resultSize
  }

  /// Lets `compute` write an image's result, and turns it into the image's output.
  ///
  /// - Parameters:
  ///   - scale: A factor for each channel, as of batch norm at inference.
  ///   - winners: For each scalar of the output, room for the position in its 2×2 window that it came
  ///     from; nil if no gradient will be asked for.
  func apply(
    scale: UnsafePointer<Float>? = nil, bias: UnsafePointer<Float>?,
    output: UnsafeMutablePointer<Float>, winners: UnsafeMutablePointer<UInt8>?,
    _ compute: (UnsafeMutablePointer<Float>) -> Void
  ) {
    switch epilogue {
    case .bias, .relu:
      compute(output)
      multiply(output, by: scale)
      addBias(bias, to: output)
    case .reluMaxPool:
      withScratch(resultSize) { result in
        compute(result)
        multiply(result, by: scale)
        pool(result, bias: bias, into: output, winners: winners)
      }
    }
  }

  /// Calls `body` with the gradient of an image's result, before any scale.
  func withGradient(
    ofOutput gradient: UnsafePointer<Float>, output: UnsafePointer<Float>?,
    winners: UnsafePointer<UInt8>?, scale: UnsafePointer<Float>? = nil,
    _ body: (UnsafePointer<Float>) -> Void
  ) {
    if epilogue == .bias && scale == nil { return body(gradient) }
    withScratch(resultSize) { result in
      switch epilogue {
      case .bias: result.update(from: gradient, count: resultSize)
      case .relu:
        let output = needed(output)
        for i in 0..<resultSize { result[i] = kept(gradient[i], if: output[i] > 0) }
      case .reluMaxPool:
        guard let winners else { fatalError("EpilogueKernel: the winners were not kept") }
        unpool(gradient, winners: winners, into: result)
      }
      multiply(result, by: scale)
      body(result)
    }
  }

  /// The gradient of the bias from one image.
  func biasGradient(
    ofOutput gradient: UnsafePointer<Float>, output: UnsafePointer<Float>?,
    into sum: UnsafeMutablePointer<Float>
  ) {
    sum.initialize(repeating: 0, count: channels)
    for pixel in stride(from: 0, to: outputSize, by: channels) {
      let g = gradient + pixel
      if epilogue == .bias {
        for c in 0..<channels { sum[c] += g[c] }
      } else {
        let y = needed(output) + pixel
        for c in 0..<channels { sum[c] += kept(g[c], if: y[c] > 0) }
      }
    }
  }

  private func needed(_ output: UnsafePointer<Float>?) -> UnsafePointer<Float> {
    guard let output else { fatalError("EpilogueKernel: the output was not kept") }
    return output
  }

  private func multiply(
    _ result: UnsafeMutablePointer<Float>, by scale: UnsafePointer<Float>?
  ) {
    guard let scale else { return }
    for pixel in stride(from: 0, to: resultSize, by: channels) {
      let y = result + pixel
      for c in 0..<channels { y[c] *= scale[c] }
    }
  }

  private func addBias(
    _ bias: UnsafePointer<Float>?, to output: UnsafeMutablePointer<Float>
  ) {
    let rectifies = epilogue == .relu
    for pixel in stride(from: 0, to: resultSize, by: channels) {
      let y = output + pixel
      if let bias {
        for c in 0..<channels { y[c] += bias[c] }
      }
      if rectifies {
        for c in 0..<channels { y[c] = y[c] < 0 ? 0 : y[c] }
      }
    }
  }

  /// The four scalars of each window, eight channels at a time.
  private func pool(
    _ result: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    into output: UnsafeMutablePointer<Float>, winners: UnsafeMutablePointer<UInt8>?
  ) {
    let line = width * channels
    for row in 0..<height / 2 {
      for column in 0..<width / 2 {
        let source = result + (2 * row) * line + 2 * column * channels
        let place = (row * (width / 2) + column) * channels
        var c = 0
        while c < channels {
          let lanes = min(8, channels - c)
          let first = load(source + c, lanes)
          let (second, third) = (load(source + c + channels, lanes), load(source + c + line, lanes))
          let fourth = load(source + c + line + channels, lanes)
          var (best, winner) = (first, SIMD8<Int32>(repeating: 0))
          challenge(&best, &winner, second, 1)
          challenge(&best, &winner, third, 2)
          challenge(&best, &winner, fourth, 3)
          if let bias { best += load(bias + c, lanes) }
          let isOff = best .<= 0
          best.replace(with: 0, where: isOff)
          winner.replace(with: SIMD8(repeating: Self.none), where: isOff)
          store(best, output + place + c, lanes)
          if let winners {
            store(SIMD8<UInt8>(truncatingIfNeeded: winner), winners + place + c, lanes)
          }
          c += lanes
        }
      }
    }
  }

  @inline(__always)
  private func challenge(
    _ best: inout SIMD8<Float>, _ winner: inout SIMD8<Int32>, _ candidate: SIMD8<Float>,
    _ position: Int32
  ) {
    let wins = candidate .> best
    best.replace(with: candidate, where: wins)
    winner.replace(with: SIMD8(repeating: position), where: wins)
  }

  @inline(__always)
  private func select(
    _ gradient: UnsafePointer<Float>, _ winner: UnsafePointer<UInt8>, _ position: UInt8,
    into tap: UnsafeMutablePointer<Float>
  ) {
    for c in 0..<channels { tap[c] = kept(gradient[c], if: winner[c] == position) }
  }

  /// Marks an output that ReLU set to 0, through which no gradient flows.
  private static let none: Int32 = 4

  /// Writes each output's gradient to the winner of its window, and 0 elsewhere.
  private func unpool(
    _ gradient: UnsafePointer<Float>, winners: UnsafePointer<UInt8>,
    into result: UnsafeMutablePointer<Float>
  ) {
    let line = width * channels
    if !height.isMultiple(of: 2) {
      (result + (height - 1) * line).initialize(repeating: 0, count: line)
    }
    for row in 0..<height / 2 {
      let top = result + 2 * row * line
      if !width.isMultiple(of: 2) {
        for edge in [top + line - channels, top + 2 * line - channels] {
          edge.initialize(repeating: 0, count: channels)
        }
      }
      for column in 0..<width / 2 {
        let target = top + 2 * column * channels
        let place = (row * (width / 2) + column) * channels
        let (g, winner) = (gradient + place, winners + place)
        select(g, winner, 0, into: target)
        select(g, winner, 1, into: target + channels)
        select(g, winner, 2, into: target + line)
        select(g, winner, 3, into: target + line + channels)
      }
    }
  }

  /// `value` or 0; the value is read in any case, so that a loop of these needs no branches.
  @inline(__always)
  private func kept(_ value: Float, if condition: Bool) -> Float { condition ? value : 0 }
}
