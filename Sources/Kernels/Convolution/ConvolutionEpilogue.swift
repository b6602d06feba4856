/// What becomes of a convolution's result, or a batch norm's, image by image, while it is in cache.
package enum ConvolutionEpilogue: Sendable, Hashable {
  /// It is scaled, if there is a scale, and the bias is added.
  case bias
  /// As `bias`, then max(x, 0).
  case relu
  /// As `bias`, then min(max(x, 0), 6).
  case relu6
  /// As `bias`, then x where x ≥ 0 and a part of it, not negative, below.
  case leakyReLU(slope: Float)
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

  private var pooling: HalvingPool { HalvingPool(height: height, width: width, channels: channels) }

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
    case .bias, .relu, .relu6, .leakyReLU:
      compute(output)
      multiply(output, by: scale)
      addBias(bias, to: output)
      rectify(output)
    case .reluMaxPool:
      withScratch(resultSize) { result in
        compute(result)
        multiply(result, by: scale)
        pooling.pool(result, bias: bias, rectifies: true, into: output, winners: winners)
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
      case .relu6:
        let output = needed(output)
        for i in 0..<resultSize {
          result[i] = kept(gradient[i], if: output[i] > 0 && output[i] < 6)
        }
      case .leakyReLU(let slope):
        let output = needed(output)
        for i in 0..<resultSize { result[i] = gradient[i] * (output[i] > 0 ? 1 : slope) }
      case .reluMaxPool:
        guard let winners else { fatalError("EpilogueKernel: the winners were not kept") }
        pooling.unpool(gradient, winners: winners, into: result)
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
      switch epilogue {
      case .bias:
        for c in 0..<channels { sum[c] += g[c] }
      case .relu, .reluMaxPool:
        let y = needed(output) + pixel
        for c in 0..<channels { sum[c] += kept(g[c], if: y[c] > 0) }
      case .relu6:
        let y = needed(output) + pixel
        for c in 0..<channels { sum[c] += kept(g[c], if: y[c] > 0 && y[c] < 6) }
      case .leakyReLU(let slope):
        let y = needed(output) + pixel
        for c in 0..<channels { sum[c] += g[c] * (y[c] > 0 ? 1 : slope) }
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
    guard let bias else { return }
    for pixel in stride(from: 0, to: resultSize, by: channels) {
      let y = output + pixel
      for c in 0..<channels { y[c] += bias[c] }
    }
  }

  private func rectify(_ output: UnsafeMutablePointer<Float>) {
    switch epilogue {
    case .relu:
      for i in 0..<resultSize { output[i] = output[i] < 0 ? 0 : output[i] }
    case .relu6:
      for i in 0..<resultSize { output[i] = output[i] < 0 ? 0 : (output[i] > 6 ? 6 : output[i]) }
    case .leakyReLU(let slope):
      for i in 0..<resultSize { output[i] = output[i] < 0 ? slope * output[i] : output[i] }
    case .bias, .reluMaxPool: break
    }
  }

  /// `value` or 0; the value is read in any case, so that a loop of these needs no branches.
  @inline(__always)
  private func kept(_ value: Float, if condition: Bool) -> Float { condition ? value : 0 }
}
