import Autograd
import Basics
import Kernels
import Lanes
import Tensor

extension OptimizerOptions {
  /// What clipping leaves of the gradients: 1 without a limit or below it.
  ///
  /// Gradients that are not finite cannot be scaled to a norm: they stop it.
  func clippingFactor(
    _ model: some Parameterized, _ rules: [ParameterRule?], _ gradients: Gradients
  ) -> Float {
    requireSoundClipping()
    guard let clipNorm else { return 1 }
    var squares = 0.0
    for (index, (_, parameter)) in model.parameters.enumerated() {
      guard let rule = rules[index], let gradient = gradients.values[index] else { continue }
      squares += squaredNorm(of: gradient, at: parameter.value, rule.regularizer)
    }
    // Compared in double precision: the norm of large gradients is beyond single precision.
    let (norm, limit) = (squares.squareRoot(), Double(clipNorm))
    require(
      norm.isFinite,
      "Optimizer: cannot clip gradients that are not finite, first found at "
        + "\(gradients.firstNotFinite ?? "a weight"); look at gradients.firstNotFinite before the "
        + "update")
    return norm > limit ? Float(limit / norm) : 1
  }

  private func squaredNorm(
    of gradient: Tensor, at weight: Tensor, _ regularizer: Regularizer?
  ) -> Double {
    withScalars(gradient, weight) { gradient, weights in
      GradientTerms(gradient: gradient, l1: regularizer?.l1 ?? 0, l2: regularizer?.l2 ?? 0)
        .sumOfSquares(at: weights, count: weight.count)
    }
  }
}
