import Autograd
import Lanes
import Tensor

/// A rule that takes its step in one pass over memory, regularizer and clipping included.
package protocol KernelOptimizer: Optimizer {
  /// Stops if a setting is out of its bounds; asked at each step, since settings are variables.
  func requireSoundSettings(at iteration: Int)

  /// Changes one parameter in place.
  func apply(_ step: ParameterStep, at point: StepContext)
}

/// One parameter during one step of an optimizer, as pointers.
package struct ParameterStep {
  let weights: UnsafeMutablePointer<Float>
  let count: Int
  /// How many axes the weights have.
  let rank: Int
  let terms: GradientTerms
  let moments: [UnsafeMutablePointer<Float>]
}

extension KernelOptimizer {
  /// Takes the step of one parameter.
  func applyKernel(
    _ weight: inout Tensor, along gradient: Tensor, _ regularizer: Regularizer?, factor: Float,
    moments: inout [Tensor], at point: StepContext
  ) {
    // Touching the memory for writing copies what a snapshot shares; the pointers stay valid while
    // the tensors live.
    let pointers = moments.indices.map { moments[$0].mutateScalars { $0 } }
    let (count, rank) = (weight.count, weight.rank)
    weight.mutateScalars { weights in
      withScalars(gradient) { gradient in
        let terms = GradientTerms(
          gradient: gradient, l1: regularizer?.l1 ?? 0, l2: regularizer?.l2 ?? 0, factor: factor)
        apply(
          ParameterStep(
            weights: weights, count: count, rank: rank, terms: terms, moments: pointers),
          at: point)
      }
    }
    withExtendedLifetime(moments) {}
  }
}
