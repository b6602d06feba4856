import Lanes

/// RMSprop's step, in Keras's form `η g / √(mean + ε)`.
package struct RMSpropStep: Sendable {
  let rate: Float
  let rho: Float
  let momentum: Float
  let epsilon: Float

  package init(rate: Float, rho: Float, momentum: Float = 0, epsilon: Float) {
    self.rate = rate
    self.rho = rho
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// Takes the step of `count` weights with the running mean of their squared gradient; without a
  /// velocity there is no momentum.
  package func callAsFunction(
    _ w: UnsafeMutablePointer<Float>, square: UnsafeMutablePointer<Float>,
    velocity: UnsafeMutablePointer<Float>?, count: Int, terms: GradientTerms
  ) {
    Threads.forEachRange(count) { range in
      // Two loops, since the compiler makes vectors of what has no root in it.
      for i in range {
        let g = terms.at(i, w[i])
        square[i] = flushed(rho * square[i] + (1 - rho) * g * g)
      }
      guard let velocity else {
        for i in range { w[i] -= step(terms.at(i, w[i]), square[i]) }
        return
      }
      for i in range {
        let v = flushed(momentum * velocity[i] + step(terms.at(i, w[i]), square[i]))
        velocity[i] = v
        w[i] -= v
      }
    }
  }

  @inline(__always)
  private func step(_ g: Float, _ square: Float) -> Float {
    rate * g / (square + epsilon).squareRoot()
  }
}
