import Kernels

/// Adam: steps scaled by running means of the gradient and of its square, both corrected for their
/// start at 0. Kingma and Ba 2015, algorithm 1.
public struct Adam: Optimizer {
  /// The learning rate and what else every optimizer has.
  public var options: OptimizerOptions
  /// The running means and the progress of training.
  public var state = OptimizerState()
  /// How much of the gradient's mean a step keeps.
  public var beta1: Float
  /// How much of the squared gradient's mean a step keeps.
  public var beta2: Float
  /// Added to the root of the squared gradient's mean.
  public var epsilon: Float

  /// - Parameters:
  ///   - learningRate: The length of a step; default 0.001.
  ///   - beta1: How much of the gradient's mean a step keeps; default 0.9.
  ///   - beta2: How much of the squared gradient's mean a step keeps; default 0.999.
  ///   - epsilon: Added to the root of the squared gradient's mean; default 1e-8.
  ///   - clipNorm: The largest norm of all gradients together; default no limit.
  public init(
    learningRate: Schedule = 0.001, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-8, clipNorm: Float? = nil
  ) {
    options = OptimizerOptions(learningRate: learningRate, clipNorm: clipNorm)
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// Two running means for each parameter.
  public var momentCount: Int { 2 }

  /// Takes the step of one parameter.
  public func apply(
    _ step: ParameterStep, at progress: Schedule.Progress, _ settings: LayerSettings
  ) {
    applyAdam(step, at: progress, settings, decay: 0)
  }

  func applyAdam(
    _ step: ParameterStep, at progress: Schedule.Progress, _ settings: LayerSettings, decay: Float
  ) {
    let beta1 = settings.momentum?(at: progress) ?? beta1
    let rule = AdamStep(
      rate: rate(settings, at: progress), beta1: beta1, beta2: beta2, epsilon: epsilon,
      decay: decay, iteration: progress.iteration + 1)
    rule(
      step.weights, mean: step.moments[0], square: step.moments[1], count: step.count,
      terms: step.terms)
  }
}
