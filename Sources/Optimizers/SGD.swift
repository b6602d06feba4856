import Kernels

/// Stochastic gradient descent with momentum, Nesterov momentum and time decay, as Keras computes
/// them.
///
/// With rate η = learningRate / (1 + decay · iterations), gradient g and velocity v:
/// v = momentum · v − η g, then w += v, or with Nesterov w += momentum · v − η g.
/// Sutskever, Martens, Dahl and Hinton 2013, eqs. 1–4.
public struct SGD: Optimizer {
  /// The learning rate and what else every optimizer has.
  public var options: OptimizerOptions
  /// The velocities and the progress of training.
  public var state = OptimizerState()
  /// How much of the velocity a step keeps.
  public var momentum: Schedule?
  /// Whether the gradient is followed from where the velocity leads.
  public var nesterov: Bool
  /// How much the rate falls with every iteration.
  public var decay: Float

  /// - Parameters:
  ///   - learningRate: The length of a step; default 0.01.
  ///   - momentum: How much of the velocity a step keeps; default none.
  ///   - nesterov: Whether the momentum is Nesterov's; default false.
  ///   - decay: The rate is divided by 1 + decay · iterations; default 0.
  ///   - clipNorm: The largest norm of all gradients together; default no limit.
  public init(
    learningRate: Schedule = 0.01, momentum: Schedule? = nil, nesterov: Bool = false,
    decay: Float = 0, clipNorm: Float? = nil
  ) {
    options = OptimizerOptions(learningRate: learningRate, clipNorm: clipNorm)
    self.momentum = momentum
    self.nesterov = nesterov
    self.decay = decay
  }

  /// One velocity for each parameter, where there is a momentum.
  public var momentCount: Int {
    momentum == nil && options.layers.values.allSatisfy { $0.momentum == nil } ? 0 : 1
  }

  /// Takes the step of one parameter.
  public func apply(
    _ step: ParameterStep, at progress: Schedule.Progress, _ settings: LayerSettings
  ) {
    let rate = rate(settings, at: progress) / (1 + decay * Float(progress.iteration))
    let rule = SGDStep(
      rate: rate, momentum: (settings.momentum ?? momentum)?(at: progress) ?? 0,
      nesterov: nesterov)
    rule(step.weights, velocity: step.moments.first, count: step.count, terms: step.terms)
  }
}
