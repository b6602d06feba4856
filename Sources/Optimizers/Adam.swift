import Kernels
import Tensor

/// Adam: steps scaled by running means of the gradient and of its square, both corrected for their
/// start at 0. Kingma and Ba 2015, algorithm 1.
public struct Adam: KernelOptimizer {
  /// The learning rate and what else every optimizer has.
  public var options: OptimizerOptions
  /// The running means and the number of steps taken.
  public var state = OptimizerState()
  /// How much of the gradient's mean a step keeps, in 0 ..< 1.
  public var beta1: Float
  /// How much of the squared gradient's mean a step keeps, in 0 ..< 1.
  public var beta2: Float
  /// Added to the root of the squared gradient's mean, positive.
  public var epsilon: Float

  /// An optimizer for models of any kind.
  ///
  /// - Parameters:
  ///   - learningRate: The length of a step; default 0.001.
  ///   - beta1: How much of the gradient's mean a step keeps, in 0 ..< 1; default 0.9.
  ///   - beta2: How much of the squared gradient's mean a step keeps, in 0 ..< 1; default 0.999.
  ///   - epsilon: Added to the root of the squared gradient's mean, positive; default 1e-8.
  ///   - clipNorm: The largest norm of all gradients together; default no limit.
  public init(
    learningRate: Schedule = 0.001, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-8, clipNorm: Float? = nil
  ) {
    options = OptimizerOptions(learningRate: learningRate, clipNorm: clipNorm)
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    requireSoundSettings(at: 0)
  }

  /// Two running means for each parameter.
  public var momentCount: Int { 2 }

  package func requireSoundSettings(at iteration: Int) {
    requireSound(beta1, "Adam's beta1", atLeast: 0, below: 1)
    requireSound(beta2, "Adam's beta2", atLeast: 0, below: 1)
    requireSound(epsilon, "Adam's epsilon", atLeast: .leastNonzeroMagnitude)
  }

  package func apply(_ step: ParameterStep, at point: StepContext) {
    apply(step, at: point, decay: 0)
  }

  func apply(_ step: ParameterStep, at point: StepContext, decay: Float) {
    let rule = AdamStep(
      rate: point.learningRate, beta1: point.momentum ?? beta1, beta2: beta2, epsilon: epsilon,
      decay: decay, iteration: point.iteration + 1)
    rule(
      step.weights, mean: step.moments[0], square: step.moments[1], count: step.count,
      terms: step.terms)
  }

  /// Takes the step of one parameter.
  public func step(
    _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor], at point: StepContext
  ) {
    applyKernel(&weight, along: gradient, nil, factor: 1, moments: &moments, at: point)
  }
}
