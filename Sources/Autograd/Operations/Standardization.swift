import Basics
import Kernels
import Tensor

/// What the gradients of a batch norm are made of, as operations that have gradients of their own.
///
/// For each channel let x̂ = (x − μ) r with r = 1/√(variance + ε), and a bar be the mean over all but the
/// channel. Of a gradient h of x̂, that of x is G(x, h) = r (h − h̄ − x̂ c) with c the mean of h x̂. G is linear
/// and symmetric in h, and the gradient of ⟨u, G(x, h)⟩ at x is
///
/// r² x̂ (3 c d − e + ū h̄) − r² d (h − h̄) − r² c (u − ū),
///
/// with d the mean of u x̂ and e that of u h.
extension Tensor {
  /// G(x, h): the gradient of the input of a batch norm without scale and shift, from that of its output.
  func standardizationGradient(of gradient: Tensor, epsilon: Float) -> Tensor {
    let (channels, h) = (StandardizedChannels(detached, epsilon: epsilon), gradient.detached)
    let (mean, product) = channels.means(of: h)
    return channels.gradient(of: h, mean: mean, product: product).derived(
      from: [self, gradient], named: "the gradient of batchNormalized"
    ) { u in
      let (uMean, uProduct) = channels.means(of: u)
      let inverse = channels.inverse
      let squared = inverse * inverse
      let factor =
        squared * (product * uProduct * 3 - channels.meanProduct(u, h) + uMean * mean) * inverse
      let (ofH, ofU) = (-squared * uProduct, -squared * product)
      let constant = -(factor * channels.mean + ofH * mean + ofU * uMean)
      let ofX = channels.combined(
        channels.x, factor, h, ofH, constant)
      return [
        channels.combined(ofX, .ones(factor.shape), u, ofU, .zeros(factor.shape)),
        channels.gradient(of: u, mean: uMean, product: uProduct),
      ]
    }
  }

  /// Σ g x̂ of each channel: the gradient of a batch norm's scale.
  func standardizedSum(with gradient: Tensor, epsilon: Float) -> Tensor {
    let (channels, g) = (StandardizedChannels(detached, epsilon: epsilon), gradient.detached)
    let (mean, product) = channels.means(of: g)
    return (product * Float(channels.rows)).derived(
      from: [self, gradient], named: "the gradient of batchNormalized"
    ) { v in
      let factor = channels.inverse * v
      return [
        channels.gradient(of: g, mean: mean, product: product, scale: v),
        channels.scaled(by: factor, shifted: -factor * channels.mean),
      ]
    }
  }
}

/// The channels of a batch with their means and inverse deviations; nothing here has a history.
private struct StandardizedChannels: Sendable {
  let x: Tensor
  /// μ.
  let mean: Tensor
  /// r.
  let inverse: Tensor

  init(_ x: Tensor, epsilon: Float) {
    self.x = x
    let moments = x.channelMoments()
    mean = moments.mean
    inverse = (moments.variance + epsilon).sqrt().reciprocal()
  }

  private var columns: Int { mean.count }
  var rows: Int { x.count / columns }

  /// The means of h and of h x̂.
  func means(of h: Tensor) -> (mean: Tensor, product: Tensor) {
    sums(of: h, times: x, mean, inverse)
  }

  /// The mean of u h.
  func meanProduct(_ u: Tensor, _ h: Tensor) -> Tensor {
    sums(of: u, times: h, .zeros(mean.shape), .ones(mean.shape)).product
  }

  private func sums(
    of h: Tensor, times x: Tensor, _ mean: Tensor, _ inverse: Tensor
  ) -> (mean: Tensor, product: Tensor) {
    let (first, second) = (Storage(count: columns), Storage(count: columns))
    withScalars(x, h, mean, inverse) {
      normalizationSums(
        $0, gradient: $1, rows: rows, columns: columns, statistics: ($2, $3),
        into: (first.pointer, second.pointer))
    }
    let share = 1 / Float(rows)
    return (
      Tensor(shape: mean.shape, storage: first) * share,
      Tensor(shape: mean.shape, storage: second) * share
    )
  }

  /// G(x, h), from the means of h and of h x̂, times a factor for each channel.
  func gradient(
    of h: Tensor, mean hMean: Tensor, product: Tensor, scale: Tensor = Tensor(1)
  ) -> Tensor {
    let ofH = inverse * scale
    let ofX = -ofH * inverse * product
    return combined(x, ofX, h, ofH, -ofX * mean - ofH * hMean)
  }

  /// `x · a + y · b + c`, channel by channel.
  func combined(_ x: Tensor, _ a: Tensor, _ y: Tensor, _ b: Tensor, _ c: Tensor) -> Tensor {
    Tensor(x.shape) { target in
      withScalars(x, y, b, a, c) {
        combineColumns(
          gradient: $1, $0, rows: rows, columns: columns, factors: ($2, $3, $4), into: target)
      }
    }
  }

  /// `x · factor + offset`, channel by channel.
  func scaled(by factor: Tensor, shifted offset: Tensor) -> Tensor {
    Tensor(x.shape) { target in
      withScalars(x, factor, offset) {
        scaleColumns($0, rows: rows, columns: columns, scale: $1, shift: $2, into: target)
      }
    }
  }
}
