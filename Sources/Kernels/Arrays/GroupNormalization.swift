import Lanes

/// Each sample brought to mean 0 and variance 1 by groups of its channels, then scaled and shifted
/// channel by channel.
///
/// A sample is a matrix of `pixels` × `channels`, row-major; a group is a run of channels of all its
/// pixels. One group for each channel is instance norm; one group and one pixel is layer norm.
package struct GroupNormalization: Sendable {
  let samples: Int
  let pixels: Int
  let channels: Int
  let groups: Int

  /// Groups must divide the channels.
  package init(samples: Int, pixels: Int, channels: Int, groups: Int) {
    self.samples = samples
    self.pixels = pixels
    self.channels = channels
    self.groups = groups
  }

  private var sampleSize: Int { pixels * channels }
  /// Channels of a group.
  private var width: Int { channels / groups }
  /// Samples that a thread takes at a time.
  private var grain: Int { max(1, (1 << 15) / max(sampleSize, 1)) }

  /// Writes the result to `y`, and the mean and 1 / √(variance + ε) of each group of each sample to
  /// `statistics`.
  package func forward(
    _ x: UnsafePointer<Float>, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    epsilon: Float, into y: UnsafeMutablePointer<Float>,
    statistics: (mean: UnsafeMutablePointer<Float>, inverse: UnsafeMutablePointer<Float>)
  ) {
    Threads.forEachRange(samples, grain: grain) { range in
      withScratch(2 * channels) { center in
        let factor = center + channels
        for sample in range {
          let source = x + sample * sampleSize
          channelMoments(source, mean: center, variance: factor)
          for group in 0..<groups {
            let (mean, variance) = groupMoments(center + group * width, factor + group * width)
            let inverse = 1 / (variance + epsilon).squareRoot()
            statistics.mean[sample * groups + group] = mean
            statistics.inverse[sample * groups + group] = inverse
            for c in group * width..<(group + 1) * width {
              center[c] = mean
              factor[c] = inverse * scale[c]
            }
          }
          let target = y + sample * sampleSize
          for pixel in 0..<pixels {
            let row = pixel * channels
            for c in 0..<channels {
              target[row + c] = (source[row + c] - center[c]) * factor[c] + shift[c]
            }
          }
        }
      }
    }
  }

  /// Writes the gradients of the input, the scale and the shift.
  package func backward(
    _ x: UnsafePointer<Float>, gradient: UnsafePointer<Float>, scale: UnsafePointer<Float>,
    statistics: (mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>),
    into gradients: (
      input: UnsafeMutablePointer<Float>, scale: UnsafeMutablePointer<Float>,
      shift: UnsafeMutablePointer<Float>
    )
  ) {
    let pieces = (samples + grain - 1) / grain
    withScratch(2 * pieces * channels) { partial in
      let (scales, shifts) = (partial, partial + pieces * channels)
      Threads.forEach(pieces) { piece in
        let sums = (scale: scales + piece * channels, shift: shifts + piece * channels)
        sums.scale.initialize(repeating: 0, count: channels)
        sums.shift.initialize(repeating: 0, count: channels)
        withScratch(4 * channels) { room in
          for sample in piece * grain..<min(samples, (piece + 1) * grain) {
            let (offset, group) = (sample * sampleSize, sample * groups)
            backward(
              x + offset, gradient + offset, scale,
              (statistics.mean + group, statistics.inverse + group), room, adding: sums,
              into: gradients.input + offset)
          }
        }
      }
      columnSums(scales, rows: pieces, columns: channels, into: gradients.scale)
      columnSums(shifts, rows: pieces, columns: channels, into: gradients.shift)
    }
  }

  /// One sample's input gradient, inverse · (g · scale − Σ g · scale / n − x̂ · Σ g · scale · x̂ / n) with
  /// x̂ = (x − mean) · inverse, and its part of the sums.
  private func backward(
    _ x: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, _ scale: UnsafePointer<Float>,
    _ statistics: (mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>),
    _ room: UnsafeMutablePointer<Float>,
    adding sums: (scale: UnsafeMutablePointer<Float>, shift: UnsafeMutablePointer<Float>),
    into target: UnsafeMutablePointer<Float>
  ) {
    let (center, factor) = (room, room + channels)
    let (slope, constant) = (room + 2 * channels, room + 3 * channels)
    for group in 0..<groups {
      for c in group * width..<(group + 1) * width { center[c] = statistics.mean[group] }
    }
    // Σ g and Σ g · (x − mean) of each channel.
    sumPixels(into: (constant, slope)) { pixel, c, lanes in
      let g = load(gradient + pixel * channels + c, lanes)
      return (g, g * (load(x + pixel * channels + c, lanes) - load(center + c, lanes)))
    }
    for group in 0..<groups {
      let inverse = statistics.inverse[group]
      let range = group * width..<(group + 1) * width
      for c in range {
        slope[c] *= inverse
        sums.shift[c] += constant[c]
        sums.scale[c] += slope[c]
        constant[c] *= scale[c]
        slope[c] *= scale[c]
      }
      let share = inverse / Float(width * pixels)
      let common = sum(constant + range.lowerBound, count: width) * share
      let tilt = sum(slope + range.lowerBound, count: width) * share * inverse
      for c in range {
        factor[c] = inverse * scale[c]
        constant[c] = common
        slope[c] = tilt
      }
    }
    for pixel in 0..<pixels {
      let row = pixel * channels
      for c in 0..<channels {
        let distance = x[row + c] - center[c]
        target[row + c] = factor[c] * gradient[row + c] - constant[c] - slope[c] * distance
      }
    }
  }

  /// The mean and the biased variance of each channel, from distances to the first pixel, which is as
  /// near to the mean as any is: so the squares do not cancel out.
  private func channelMoments(
    _ x: UnsafePointer<Float>, mean: UnsafeMutablePointer<Float>,
    variance: UnsafeMutablePointer<Float>
  ) {
    if pixels == 1 {
      mean.initialize(from: x, count: channels)
      variance.initialize(repeating: 0, count: channels)
      return
    }
    sumPixels(into: (mean, variance)) { pixel, c, lanes in
      let distance = load(x + pixel * channels + c, lanes) - load(x + c, lanes)
      return (distance, distance * distance)
    }
    let share = 1 / Float(pixels)
    for c in 0..<channels {
      let distance = mean[c] * share
      mean[c] = x[c] + distance
      variance[c] = max(0, variance[c] * share - distance * distance)
    }
  }

  /// The mean and the variance of a group, from those of its channels, which are overwritten.
  private func groupMoments(
    _ means: UnsafeMutablePointer<Float>, _ variances: UnsafeMutablePointer<Float>
  ) -> (mean: Float, variance: Float) {
    let mean = sum(means, count: width) / Float(width)
    for c in 0..<width {
      let distance = means[c] - mean
      variances[c] += distance * distance
    }
    return (mean, sum(variances, count: width) / Float(width))
  }

  /// Two sums over the pixels of what `terms` gives for a pixel and eight channels from the given one.
  /// Short pieces are added first, then their sums.
  @inline(__always)
  private func sumPixels(
    into sums: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>),
    _ terms: (Int, Int, Int) -> (SIMD8<Float>, SIMD8<Float>)
  ) {
    forEachLanes(channels) { c, lanes in
      var (first, second) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
      for start in stride(from: 0, to: pixels, by: 128) {
        var (a, b) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        for pixel in start..<min(pixels, start + 128) {
          let (x, y) = terms(pixel, c, lanes)
          a += x
          b += y
        }
        first += a
        second += b
      }
      store(first, sums.0 + c, lanes)
      store(second, sums.1 + c, lanes)
    }
  }
}
