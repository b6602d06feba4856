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
    let columns = shape[-1]
    let rows = rows(of: columns)
    require(rows > 0, "batchNormalized: expected at least one row, got shape \(shape)")
    require(
      scale.shape == [columns] && shift.shape == [columns],
      "batchNormalized: scale \(scale.shape) and shift \(shift.shape) do not fit input \(shape)")
    let (mean, variance) = channelMoments()
    let inverse = (variance + epsilon).sqrt().reciprocal()
    let factor = scale.detached * inverse
    let input = detached
    let result = scaled(by: factor, shifted: shift.detached - mean * factor)
      .derived(from: [self, scale, shift]) { gradient in
        let sums = gradient.normalizationSums(input, mean: mean, inverse: inverse)
        // dx = factor · (g − Σg/n − x̂ · Σ(g x̂)/n), with x̂ = (x − mean) · inverse.
        let slope = factor * inverse * sums.scale * (-1 / Float(rows))
        let constant = factor * sums.shift * (-1 / Float(rows)) - slope * mean
        return [
          gradient.combined(with: input, factors: (factor, slope, constant)), sums.scale,
          sums.shift,
        ]
      }
    return (result, mean, variance)
  }

  /// Each channel (the last axis) normalized with a fixed mean and variance, then scaled and shifted.
  public func normalized(
    mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor, epsilon: Float
  ) -> Tensor {
    let factor = scale / (variance + epsilon).sqrt()
    let offset = shift - mean * factor
    if isTracked || factor.isTracked || offset.isTracked { return self * factor + offset }
    return scaled(by: factor, shifted: offset)
  }

  /// The mean and the biased variance of each channel.
  private func channelMoments() -> (mean: Tensor, variance: Tensor) {
    let columns = shape[-1]
    let (mean, variance) = (Storage(count: columns), Storage(count: columns))
    withScalars(self, mean, variance) {
      columnMoments($0, rows: rows(of: columns), columns: columns, mean: $1, variance: $2)
    }
    return (
      Tensor(shape: [columns], storage: mean), Tensor(shape: [columns], storage: variance)
    )
  }

  private func scaled(by factor: Tensor, shifted offset: Tensor) -> Tensor {
    let columns = shape[-1]
    return Tensor(shape) { target in
      withScalars(self, factor, offset) {
        scaleColumns(
          $0, rows: rows(of: columns), columns: columns, scale: $1, shift: $2, into: target)
      }
    }
  }

  /// Σ g and Σ g · x̂ of each channel, this tensor being the gradient g.
  private func normalizationSums(
    _ input: Tensor, mean: Tensor, inverse: Tensor
  ) -> (shift: Tensor, scale: Tensor) {
    let columns = mean.count
    let (shift, scale) = (Storage(count: columns), Storage(count: columns))
    withScalars(input, self, mean, inverse, shift, scale) { x, g, mean, inverse, shift, scale in
      Kernels.normalizationSums(
        x, gradient: g, rows: rows(of: columns), columns: columns, statistics: (mean, inverse),
        into: (shift, scale))
    }
    return (Tensor(shape: [columns], storage: shift), Tensor(shape: [columns], storage: scale))
  }

  /// a · g + b · x + c of each channel, this tensor being g.
  private func combined(
    with input: Tensor, factors: (a: Tensor, b: Tensor, c: Tensor)
  ) -> Tensor {
    let columns = factors.a.count
    return Tensor(shape) { target in
      withScalars(self, input, factors.a, factors.b, factors.c) { g, x, a, b, c in
        combineColumns(
          gradient: g, x, rows: rows(of: columns), columns: columns, factors: (a, b, c),
          into: target)
      }
    }
  }

  private func rows(of columns: Int) -> Int { columns == 0 ? 0 : count / columns }
}
