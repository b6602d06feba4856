/// The gradient that an optimizer follows: the loss's, plus the regularizer's, times a common factor.
package struct GradientTerms {
  package let gradient: UnsafePointer<Float>
  package let l1: Float
  package let l2: Float
  /// What clipping leaves of the gradient; 1 without clipping.
  package let factor: Float

  package init(gradient: UnsafePointer<Float>, l1: Float, l2: Float, factor: Float) {
    self.gradient = gradient
    self.l1 = l1
    self.l2 = l2
    self.factor = factor
  }

  @inline(__always)
  func at(_ i: Int, _ w: Float) -> Float {
    let sign: Float = w > 0 ? 1 : (w < 0 ? -1 : 0)
    return factor * (gradient[i] + 2 * l2 * w + l1 * sign)
  }

  /// The sum of the squares of all `count` scalars, in double precision, at the weights `w`.
  package func sumOfSquares(at w: UnsafePointer<Float>, count: Int) -> Double {
    let grain = 1 << 16
    let pieces = (count + grain - 1) / grain
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: max(pieces, 1)) { partial in
      nonisolated(unsafe) let partial = partial
      Threads.forEach(pieces) { piece in
        var total = 0.0
        for i in piece * grain..<min(count, (piece + 1) * grain) {
          let g = Double(at(i, w[i]))
          total += g * g
        }
        partial[piece] = total
      }
      return partial[..<pieces].reduce(0, +)
    }
  }
}

/// `w −= rate · g`; with a velocity v, `v = momentum · v − rate · g` and `w += v`, or for Nesterov
/// `w += momentum · v − rate · g`.
package func sgdStep(
  _ w: UnsafeMutablePointer<Float>, velocity: UnsafeMutablePointer<Float>?, count: Int,
  terms: GradientTerms, rate: Float, momentum: Float, nesterov: Bool
) {
  Threads.forEachRange(count) { range in
    guard let velocity else {
      for i in range { w[i] -= rate * terms.at(i, w[i]) }
      return
    }
    for i in range {
      let step = rate * terms.at(i, w[i])
      let v = momentum * velocity[i] - step
      velocity[i] = v
      w[i] += nesterov ? momentum * v - step : v
    }
  }
}

/// Adam's step with bias-corrected moments; `decay` is subtracted apart from the gradient (AdamW).
package func adamStep(
  _ w: UnsafeMutablePointer<Float>, mean: UnsafeMutablePointer<Float>,
  square: UnsafeMutablePointer<Float>, count: Int, terms: GradientTerms, rate: Float,
  beta1: Float, beta2: Float, epsilon: Float, decay: Float, iteration: Int
) {
  let step = rate / Float(1 - power(Double(beta1), iteration))
  let correction = Float(1 / (1 - power(Double(beta2), iteration)).squareRoot())
  Threads.forEachRange(count) { range in
    for i in range {
      let g = terms.at(i, w[i])
      let m = beta1 * mean[i] + (1 - beta1) * g
      let v = beta2 * square[i] + (1 - beta2) * g * g
      mean[i] = m
      square[i] = v
      w[i] -= rate * decay * w[i] + step * m / (v.squareRoot() * correction + epsilon)
    }
  }
}

/// RMSprop's step, with an optional velocity.
package func rmspropStep(
  _ w: UnsafeMutablePointer<Float>, square: UnsafeMutablePointer<Float>,
  velocity: UnsafeMutablePointer<Float>?, count: Int, terms: GradientTerms, rate: Float,
  rho: Float, momentum: Float, epsilon: Float
) {
  Threads.forEachRange(count) { range in
    for i in range {
      let g = terms.at(i, w[i])
      let s = rho * square[i] + (1 - rho) * g * g
      square[i] = s
      let step = rate * g / (s + epsilon).squareRoot()
      guard let velocity else {
        w[i] -= step
        continue
      }
      let v = momentum * velocity[i] + step
      velocity[i] = v
      w[i] -= v
    }
  }
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  var result = 1.0
  for _ in 0..<exponent {
    result *= base
    if result < 1e-300 { return 0 }
  }
  return result
}
