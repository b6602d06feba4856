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
    let pointers = moments.indices.map { index in
      moments[index].withUnsafeMutableScalars { $0.baseAddress! }
    }
    let rank = weight.rank
    weight.withUnsafeMutableScalars { weights in
      gradient.withUnsafeScalars { gradient in
        let terms = GradientTerms(
          gradient: gradient.baseAddress!, l1: regularizer?.l1 ?? 0, l2: regularizer?.l2 ?? 0,
          factor: factor)
        apply(
          ParameterStep(
            weights: weights.baseAddress!, count: weights.count, rank: rank, terms: terms,
            moments: pointers), at: point)
      }
    }
    withExtendedLifetime(moments) {}
  }
}
