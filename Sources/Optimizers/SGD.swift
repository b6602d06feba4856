import Basics
import Kernels
import Tensor

/// Stochastic gradient descent with momentum, Nesterov momentum and time decay, as Keras computes
/// them.
///
/// With rate η = learningRate / (1 + decay · iterations), gradient g and velocity v:
/// v = momentum · v − η g, then w += v, or with Nesterov w += momentum · v − η g.
/// Sutskever, Martens, Dahl and Hinton 2013, eqs. 1–4.
public struct SGD: KernelOptimizer {
  /// The learning rate and what else every optimizer has.
  public var options: OptimizerOptions
  /// The velocities and the number of steps taken.
  public var state = OptimizerState()
  /// How much of the velocity a step keeps, in 0 ..< 1.
  public var momentum: Schedule?
  /// Whether the gradient is followed from where the velocity leads; needs a momentum.
  public var nesterov: Bool
  /// How much the rate falls with every iteration, not negative.
  public var decay: Float

  /// An optimizer for models of any kind.
  ///
  /// - Parameters:
  ///   - learningRate: The length of a step; default 0.01.
  ///   - momentum: How much of the velocity a step keeps, in 0 ..< 1; default none.
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
    requireSoundSettings(at: 0)
  }

  /// One velocity for each parameter, if there is a momentum.
  public var momentCount: Int { hasMomentum ? 1 : 0 }

  private var hasMomentum: Bool {
    momentum != nil || options.layers.values.contains { $0.momentum != nil }
  }

  package func requireSoundSettings(at iteration: Int) {
    if let momentum {
      requireSound(momentum(at: iteration), "SGD's momentum", atLeast: 0, below: 1)
    }
    requireSound(decay, "SGD's decay", atLeast: 0)
    require(!nesterov || hasMomentum, "SGD: nesterov needs a momentum")
  }

  package func apply(_ step: ParameterStep, at point: StepContext) {
    let momentum = point.momentum ?? momentum?(at: point.iteration) ?? 0
    let rate = point.learningRate / (1 + decay * Float(point.iteration))
    let rule = SGDStep(rate: rate, momentum: momentum, nesterov: nesterov)
    rule(step.weights, velocity: step.moments.first, count: step.count, terms: step.terms)
  }

  /// Takes the step of one parameter.
  public func step(
    _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor], at point: StepContext
  ) {
    applyKernel(&weight, along: gradient, nil, factor: 1, moments: &moments, at: point)
  }
}
