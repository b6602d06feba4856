import Basics
import Lanes

/// Adam's step with bias-corrected moments; the weight decay stays apart from the gradient (AdamW).
package struct AdamStep: Sendable {
  private let beta1: Float
  private let beta2: Float
  private let epsilon: Float
  /// The rate over the correction of the first moment.
  private let step: Float
  /// What the root of the second moment is multiplied by.
  private let correction: Float
  /// The part of each weight that is taken away.
  private let loss: Float

  /// - Parameter iteration: The number of this step, from 1.
  package init(
    rate: Float, beta1: Float, beta2: Float, epsilon: Float, decay: Float = 0, iteration: Int
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    step = rate / Float(1 - pow(Double(beta1), Double(iteration)))
    correction = Float(1 / (1 - pow(Double(beta2), Double(iteration))).squareRoot())
    loss = rate * decay
  }

  /// Takes the step of `count` weights with the running means of their gradient and of its square.
  package func callAsFunction(
    _ w: UnsafeMutablePointer<Float>, mean: UnsafeMutablePointer<Float>,
    square: UnsafeMutablePointer<Float>, count: Int, terms: GradientTerms
  ) {
    Threads.forEachRange(count) { range in
      // Two loops, since the compiler makes vectors of what has no root in it.
      for i in range {
        let g = terms.at(i, w[i])
        mean[i] = flushed(beta1 * mean[i] + (1 - beta1) * g)
        square[i] = flushed(beta2 * square[i] + (1 - beta2) * g * g)
      }
      for i in range {
        let root = square[i].squareRoot() * correction + epsilon
        // Divided first: the product with the step could be denormal.
        w[i] -= loss * w[i] + step * (mean[i] / root)
      }
    }
  }
}
