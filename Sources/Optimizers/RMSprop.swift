import Kernels

/// Steps divided by the root of a running mean of the squared gradient: Tieleman and Hinton 2012,
/// lecture 6.5, in Keras's form `η g / √(mean + ε)`.
public struct RMSprop: Optimizer {
  /// The learning rate and what else every optimizer has.
  public var options: OptimizerOptions
  /// The running means and the progress of training.
  public var state = OptimizerState()
  /// How much of the squared gradient's mean a step keeps.
  public var rho: Float
  /// How much of the velocity a step keeps.
  public var momentum: Schedule?
  /// Added to the squared gradient's mean.
  public var epsilon: Float

  /// - Parameters:
  ///   - learningRate: The length of a step; default 0.001.
  ///   - rho: How much of the squared gradient's mean a step keeps; default 0.9.
  ///   - momentum: How much of the velocity a step keeps; default none.
  ///   - epsilon: Added to the squared gradient's mean; default 1e-7.
  ///   - clipNorm: The largest norm of all gradients together; default no limit.
  public init(
    learningRate: Schedule = 0.001, rho: Float = 0.9, momentum: Schedule? = nil,
    epsilon: Float = 1e-7, clipNorm: Float? = nil
  ) {
    options = OptimizerOptions(learningRate: learningRate, clipNorm: clipNorm)
    self.rho = rho
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// A running mean for each parameter, and a velocity where there is a momentum.
  public var momentCount: Int {
    momentum == nil && options.layers.values.allSatisfy { $0.momentum == nil } ? 1 : 2
  }

  /// Takes the step of one parameter.
  public func apply(
    _ step: ParameterStep, at progress: Schedule.Progress, _ settings: LayerSettings
  ) {
    let rule = RMSpropStep(
      rate: rate(settings, at: progress), rho: rho,
      momentum: (settings.momentum ?? momentum)?(at: progress) ?? 0, epsilon: epsilon)
    rule(
      step.weights, square: step.moments[0], velocity: step.moments.dropFirst().first,
      count: step.count, terms: step.terms)
  }
}
