import Basics
import Kernels
import Tensor

extension Tensor {
  /// Each sample of the batch brought to mean 0 and variance 1 by groups of channels (the last axis),
  /// over all axes between batch and channels, then scaled and shifted channel by channel.
  ///
  /// Wu and He, "Group normalization", 2018, eq. 1 to 6; with one group for each channel, Ulyanov,
  /// Vedaldi and Lempitsky, "Instance normalization", 2016, eq. 3.
  ///
  /// - Parameters:
  ///   - groups: How many runs of channels; must divide their number.
  ///   - scale: γ, `[channels]`.
  ///   - shift: β, `[channels]`.
  ///   - epsilon: ε, added to the variance; default 1e-5.
  public func groupNormalized(
    groups: Int, scale: Tensor, shift: Tensor, epsilon: Float = 1e-5
  ) -> Tensor {
    require(rank >= 2, "groupNormalized: expected [count, …, channels], got \(shape)")
    require(
      groups > 0 && shape[-1] % groups == 0,
      "groupNormalized: \(groups) groups do not divide the channels of \(shape)")
    return normalized(
      samples: shape[0], groups: groups, scale: scale, shift: shift, epsilon: epsilon)
  }

  /// Each vector along the last axis brought to mean 0 and variance 1, then scaled and shifted scalar
  /// by scalar.
  ///
  /// Ba, Kiros and Hinton, "Layer normalization", 2016, eq. 3.
  ///
  /// - Parameters:
  ///   - scale: γ, as long as the last axis.
  ///   - shift: β, as long as the last axis.
  ///   - epsilon: ε, added to the variance; default 1e-5.
  public func layerNormalized(scale: Tensor, shift: Tensor, epsilon: Float = 1e-5) -> Tensor {
    require(rank >= 1, "layerNormalized: a scalar has no last axis")
    let vectors = shape.dimensions.dropLast().reduce(1, *)
    return normalized(samples: vectors, groups: 1, scale: scale, shift: shift, epsilon: epsilon)
  }

  private func normalized(
    samples: Int, groups: Int, scale: Tensor, shift: Tensor, epsilon: Float
  ) -> Tensor {
    let channels = shape[-1]
    require(
      scale.shape == [channels] && shift.shape == [channels],
      "normalized: scale \(scale.shape) and shift \(shift.shape) do not fit input \(shape)")
    if count == 0 { return self }
    let grouped: Shape = [samples, count / (samples * channels), groups, channels / groups]
    let normalization = GroupNormalization(
      samples: samples, pixels: count / (samples * channels), channels: channels, groups: groups)
    let (input, factor) = (detached, scale.detached)
    let mean = Tensor.uninitialized([samples * groups])
    let inverse = Tensor.uninitialized([samples * groups])
    let result = Tensor(shape) { target in
      withScalars(self, scale, shift, mean.storage, inverse.storage) {
        normalization.forward(
          $0, scale: $1, shift: $2, epsilon: epsilon, into: target, statistics: ($3, $4))
      }
    }
    return result.derived(from: [self, scale, shift]) { gradient in
      let shapes: [Shape] = [input.shape, [channels], [channels]]
      let gradients = shapes.map(Tensor.uninitialized)
      withScalars(gradient, gradients[0].storage, gradients[1].storage, gradients[2].storage) {
        g, dx, scaleGradient, shiftGradient in
        withScalars(input, factor, mean, inverse) { x, scale, mean, inverse in
          normalization.backward(
            x, gradient: g, scale: scale, statistics: (mean, inverse),
            into: (dx, scaleGradient, shiftGradient))
        }
      }
      return gradients
    } recorded: {
      groupGradients($0, grouped: grouped, epsilon: epsilon)
    }
  }

  /// A tensor whose scalars are still to be written, through its storage.
  private static func uninitialized(_ shape: Shape) -> Tensor {
    Tensor(shape: shape, storage: Storage(count: shape.count))
  }
}

/// The gradients of input, scale and shift as operations; `grouped` is the input's shape with an axis of
/// groups, `[samples, pixels, groups, channels of a group]`.
private func groupGradients(
  _ operands: RecordedOperation.Operands, grouped: Shape, epsilon: Float
) -> [Tensor?] {
  let (gradient, scale) = (operands.gradient, operands.inputs[1])
  func mean(_ x: Tensor) -> Tensor { x.mean(axes: [1, 3], keepingDimensions: true) }
  let x = operands.inputs[0].reshaped(to: grouped)
  let centered = x - mean(x)
  let inverse = (mean(centered.square()) + epsilon).sqrt().reciprocal()
  let normalized = centered * inverse
  let inner = (gradient * scale).reshaped(to: grouped)
  let slope = inverse * (inner - mean(inner) - normalized * mean(inner * normalized))
  let others = Array(0..<gradient.rank - 1)
  let spread = normalized.reshaped(to: gradient.shape)
  return [
    slope.reshaped(to: gradient.shape), (gradient * spread).sum(axes: others),
    gradient.sum(axes: others),
  ]
}
