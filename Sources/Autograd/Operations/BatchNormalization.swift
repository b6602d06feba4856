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
    let rows = count / Swift.max(columns, 1)
    require(
      rows > 0 && scale.shape == [columns] && shift.shape == [columns],
      "batchNormalized: scale \(scale.shape) and shift \(shift.shape) do not fit input \(shape)")
    var mean = Tensor.zeros([columns])
    var variance = mean
    mean.withUnsafeMutableScalars { mean in
      variance.withUnsafeMutableScalars { variance in
        withUnsafeScalars {
          columnMoments(
            $0.baseAddress!, rows: rows, columns: columns, mean: mean.baseAddress!,
            variance: variance.baseAddress!)
        }
      }
    }
    let inverse = (variance + epsilon).sqrt().reciprocal()
    let factor = scale.detached * inverse
    let (input, batchMean) = (detached, mean)
    let result = scaled(by: factor, shifted: shift.detached - mean * factor)
      .derived(from: [self, scale, shift]) { gradient in
        let sums = gradient.normalizationSums(input, mean: batchMean, inverse: inverse)
        // dx = factor · (g − Σg/n − x̂ · Σ(g x̂)/n), with x̂ = (x − mean) · inverse.
        let slope = factor * inverse * sums.scale * (-1 / Float(rows))
        let constant = factor * sums.shift * (-1 / Float(rows)) - slope * batchMean
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

  private func scaled(by factor: Tensor, shifted offset: Tensor) -> Tensor {
    let columns = shape[-1]
    return Tensor(shape) { target in
      withUnsafeScalars { x in
        factor.withUnsafeScalars { factor in
          offset.withUnsafeScalars { offset in
            scaleColumns(
              x.baseAddress!, rows: count / columns, columns: columns, scale: factor.baseAddress!,
              shift: offset.baseAddress!, into: target)
          }
        }
      }
    }
  }

  /// Σ g and Σ g · x̂ of each channel, this tensor being the gradient g.
  private func normalizationSums(
    _ input: Tensor, mean: Tensor, inverse: Tensor
  ) -> (shift: Tensor, scale: Tensor) {
    let columns = mean.count
    var shift = Tensor.zeros([columns])
    let scale = Tensor([columns]) { scale in
      shift.withUnsafeMutableScalars { shift in
        withUnsafeScalars { gradient in
          input.withUnsafeScalars { x in
            mean.withUnsafeScalars { mean in
              inverse.withUnsafeScalars { inverse in
                Kernels.normalizationSums(
                  x.baseAddress!, gradient: gradient.baseAddress!, rows: count / columns,
                  columns: columns, mean: mean.baseAddress!, inverse: inverse.baseAddress!,
                  shiftGradient: shift.baseAddress!, scaleGradient: scale)
              }
            }
          }
        }
      }
    }
    return (shift, scale)
  }

  /// a · g + b · x + c of each channel, this tensor being g.
  private func combined(
    with input: Tensor, factors: (a: Tensor, b: Tensor, c: Tensor)
  ) -> Tensor {
    let columns = factors.a.count
    return Tensor(shape) { target in
      withUnsafeScalars { gradient in
        input.withUnsafeScalars { x in
          factors.a.withUnsafeScalars { a in
            factors.b.withUnsafeScalars { b in
              factors.c.withUnsafeScalars { c in
                combineColumns(
                  gradient: gradient.baseAddress!, x.baseAddress!, rows: count / columns,
                  columns: columns, factors: (a.baseAddress!, b.baseAddress!, c.baseAddress!),
                  into: target)
              }
            }
          }
        }
      }
    }
  }
}
