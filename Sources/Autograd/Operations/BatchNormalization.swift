import Basics
import Kernels
import Tensor

extension Tensor {
  /// Each channel (the last axis) brought to mean 0 and variance 1 over all other axes, then scaled
  /// and shifted: `(x − mean) / √(variance + ε) · scale + shift`.
  ///
  /// Ioffe and Szegedy, "Batch Normalization", 2015, algorithm 1.
  ///
  /// - Parameters:
  ///   - scale: γ, `[channels]`.
  ///   - shift: β, `[channels]`.
  ///   - epsilon: ε, added to the variance.
  /// - Returns: The result, and the batch's mean and biased variance, `[channels]` each.
  public func batchNormalized(
    scale: Tensor, shift: Tensor, epsilon: Float
  ) -> (result: Tensor, mean: Tensor, variance: Tensor) {
    batchNormalized(scale: scale, shift: shift, epsilon: epsilon, then: .bias)
  }

  /// The same with ReLU, ReLU6 or leaky ReLU after it, and 2×2 max pooling of images after ReLU, in one pass
  /// over memory in which what is normalized is not stored.
  package func batchNormalized(
    scale: Tensor, shift: Tensor, epsilon: Float, then epilogue: ConvolutionEpilogue
  ) -> (result: Tensor, mean: Tensor, variance: Tensor) {
    let columns = shape[-1]
    let rows = rows(of: columns)
    require(rows > 0, "batchNormalized: expected at least one row, got shape \(shape)")
    require(
      scale.shape == [columns] && shift.shape == [columns],
      "batchNormalized: scale \(scale.shape) and shift \(shift.shape) do not fit input \(shape)")
    require(
      epilogue != .reluMaxPool || rank == 4,
      "batchNormalized: expected images [count, height, width, channels], got \(shape)")
    if epilogue != .bias && Recording.keepsOperands {
      let (plain, mean, variance) = batchNormalized(scale: scale, shift: shift, epsilon: epsilon)
      return (plain.finished(by: epilogue), mean, variance)
    }
    let images =
      epilogue == .reluMaxPool
      ? ImageBatch(count: shape[0], height: shape[1], width: shape[2], channels: columns)
      : rowsAsImage
    let (mean, variance) = channelMoments()
    let inverse = (variance + epsilon).sqrt().reciprocal()
    let factor = scale.detached * inverse
    let offset = shift.detached - mean * factor
    let normalization = NormalizationWithEpilogue(images: images, epilogue: epilogue)
    let input = detached
    let isTracked = isTracked || scale.isTracked || shift.isTracked
    let (output, memory) = normalization.forward(
      input, (factor, offset), shape: shape, keeping: isTracked)
    let again: @Sendable () -> Tensor = {
      normalization.forward(input, (factor, offset), shape: input.shape, keeping: false).output
    }
    let result = output.derived(
      from: [self, scale, shift], again: epilogue == .reluMaxPool ? nil : again
    ) { gradient in
      let backward = NormalizationGradients(
        normalization: normalization, input: input, terms: (factor, offset), memory: memory,
        outputGradient: gradient)
      let sums = backward.sums(mean: mean, inverse: inverse)
      // dx = factor · (g − Σg/n − x̂ · Σ(g x̂)/n), with x̂ = (x − mean) · inverse.
      let slope = factor * inverse * sums.scale * (-1 / Float(rows))
      let constant = factor * sums.shift * (-1 / Float(rows)) - slope * mean
      return [backward.combined(factor, slope, constant), sums.scale, sums.shift]
    } recorded: {
      recordedGradients($0, epsilon: epsilon)
    }
    return (result, mean, variance)
  }

  /// Each channel (the last axis) normalized with a fixed mean and variance, then scaled and shifted.
  public func normalized(
    mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor, epsilon: Float
  ) -> Tensor {
    let factor = scale / (variance + epsilon).sqrt()
    return scaled(by: factor, shifted: shift - mean * factor)
  }

  /// Each channel (the last axis) times a factor plus an offset, and what an epilogue without pooling
  /// makes of it.
  package func scaled(
    by factor: Tensor, shifted offset: Tensor, then epilogue: ConvolutionEpilogue = .bias
  ) -> Tensor {
    if isTracked || factor.isTracked || offset.isTracked {
      return (self * factor).adding(offset, then: epilogue)
    }
    return NormalizationWithEpilogue(images: rowsAsImage, epilogue: epilogue)
      .forward(self, (factor, offset), shape: shape, keeping: false).output
  }

  /// The sum, broadcast, and what an epilogue without pooling makes of it.
  package func adding(_ other: Tensor, then epilogue: ConvolutionEpilogue) -> Tensor {
    switch epilogue {
    case .bias: self + other
    case .relu, .reluMaxPool: relu(adding: other)
    case .relu6: (self + other).relu6()
    case .leakyReLU(let slope): leakyReLU(adding: other, slope: slope)
    }
  }

  /// What an epilogue without pooling makes of this value.
  package func applying(_ epilogue: ConvolutionEpilogue) -> Tensor {
    switch epilogue {
    case .bias: self
    case .relu, .reluMaxPool: relu()
    case .relu6: relu6()
    case .leakyReLU(let slope): leakyReLU(slope: slope)
    }
  }

  /// What an epilogue makes of this value, one operation after another.
  package func finished(by epilogue: ConvolutionEpilogue) -> Tensor {
    guard epilogue == .reluMaxPool else { return applying(epilogue) }
    return maxPooled(SlidingWindow(kernel: (2, 2), strides: (2, 2))).relu()
  }

  /// All rows as those of one image of one column.
  private var rowsAsImage: ImageBatch {
    ImageBatch(count: 1, height: rows(of: shape[-1]), width: 1, channels: shape[-1])
  }

  /// The mean and the biased variance of each channel.
  func channelMoments() -> (mean: Tensor, variance: Tensor) {
    let columns = shape[-1]
    let (mean, variance) = (Storage(count: columns), Storage(count: columns))
    withScalars(self, mean, variance) {
      columnMoments($0, rows: rows(of: columns), columns: columns, mean: $1, variance: $2)
    }
    return (
      Tensor(shape: [columns], storage: mean), Tensor(shape: [columns], storage: variance)
    )
  }

  private func rows(of columns: Int) -> Int { columns == 0 ? 0 : count / columns }
}

extension NormalizationWithEpilogue {
  fileprivate func forward(
    _ input: Tensor, _ terms: (Tensor, Tensor), shape: Shape, keeping: Bool
  ) -> (output: Tensor, memory: ConvolutionMemory) {
    var memory = ConvolutionMemory()
    let pooled: Shape = [images.count, images.height / 2, images.width / 2, images.channels]
    let output = Tensor(epilogue == .reluMaxPool ? pooled : shape) { target in
      memory = withScalars(input, terms.0, terms.1) {
        forward($0, terms: ($1, $2), output: target, keeping: keeping)
      }
    }
    return (output, memory)
  }
}

/// The gradients of input, scale and shift as operations.
private func recordedGradients(
  _ operands: RecordedOperation.Operands, epsilon: Float
) -> [Tensor?] {
  let (gradient, x, scale) = (operands.gradient, operands.inputs[0], operands.inputs[1])
  return [
    operands.isWanted[0]
      ? x.standardizationGradient(of: gradient * scale, epsilon: epsilon) : nil,
    operands.isWanted[1] ? x.standardizedSum(with: gradient, epsilon: epsilon) : nil,
    operands.isWanted[2] ? gradient.sum(axes: Array(0..<gradient.rank - 1)) : nil,
  ]
}

/// The backward pass of a batch norm with an epilogue.
private struct NormalizationGradients {
  let normalization: NormalizationWithEpilogue
  let input: Tensor
  let terms: (scale: Tensor, shift: Tensor)
  let memory: ConvolutionMemory
  let outputGradient: Tensor

  /// Σ g and Σ g · x̂ of each channel, g being the gradient before the epilogue.
  func sums(mean: Tensor, inverse: Tensor) -> (shift: Tensor, scale: Tensor) {
    let columns = mean.count
    let (shift, scale) = (Storage(count: columns), Storage(count: columns))
    withScalars(input, terms.scale, terms.shift, outputGradient, mean, inverse) {
      normalization.sums(
        $0, terms: ($1, $2), outputGradient: $3, memory: memory, statistics: ($4, $5),
        into: (shift.pointer, scale.pointer))
    }
    return (Tensor(shape: [columns], storage: shift), Tensor(shape: [columns], storage: scale))
  }

  /// a · g + b · x + c of each channel.
  func combined(_ a: Tensor, _ b: Tensor, _ c: Tensor) -> Tensor {
    Tensor(input.shape) { target in
      withScalars(input, terms.scale, terms.shift, outputGradient, a, b, c) {
        normalization.combine(
          $0, terms: ($1, $2), outputGradient: $3, memory: memory, factors: ($4, $5, $6),
          into: target)
      }
    }
  }
}
