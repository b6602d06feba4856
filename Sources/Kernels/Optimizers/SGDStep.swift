import Lanes

/// `w −= rate · g`; with a velocity v, `v = momentum · v − rate · g` and `w += v`, or for Nesterov
/// `w += momentum · v − rate · g`.
package struct SGDStep: Sendable {
  let rate: Float
  let momentum: Float
  let nesterov: Bool

  package init(rate: Float, momentum: Float = 0, nesterov: Bool = false) {
    self.rate = rate
    self.momentum = momentum
    self.nesterov = nesterov
  }

  /// Takes the step of `count` weights; without a velocity there is no momentum.
  package func callAsFunction(
    _ w: UnsafeMutablePointer<Float>, velocity: UnsafeMutablePointer<Float>?, count: Int,
    terms: GradientTerms
  ) {
    Threads.forEachRange(count) { range in
      guard let velocity else {
        for i in range { w[i] -= rate * terms.at(i, w[i]) }
        return
      }
      for i in range {
        let step = rate * terms.at(i, w[i])
        let v = flushed(momentum * velocity[i] - step)
        velocity[i] = v
        w[i] += nesterov ? momentum * v - step : v
      }
    }
  }
}
