import Kernels
import Tensor

/// Steps divided by the root of a running mean of the squared gradient: Tieleman and Hinton 2012,
/// lecture 6.5, in Keras's form `η g / √(mean + ε)`.
public struct RMSprop: KernelOptimizer {
  /// The learning rate and what else every optimizer has.
  public var options: OptimizerOptions
  /// The running means and the number of steps taken.
  public var state = OptimizerState()
  /// How much of the squared gradient's mean a step keeps, in 0 ..< 1.
  public var rho: Float
  /// How much of the velocity a step keeps, in 0 ..< 1.
  public var momentum: Schedule?
  /// Added to the squared gradient's mean, positive.
  public var epsilon: Float

  /// An optimizer for models of any kind.
  ///
  /// - Parameters:
  ///   - learningRate: The length of a step; default 0.001.
  ///   - rho: How much of the squared gradient's mean a step keeps, in 0 ..< 1; default 0.9.
  ///   - momentum: How much of the velocity a step keeps, in 0 ..< 1; default none.
  ///   - epsilon: Added to the squared gradient's mean, positive; default 1e-7.
  ///   - clipNorm: The largest norm of all gradients together; default no limit.
  public init(
    learningRate: Schedule = 0.001, rho: Float = 0.9, momentum: Schedule? = nil,
    epsilon: Float = 1e-7, clipNorm: Float? = nil
  ) {
    options = OptimizerOptions(learningRate: learningRate, clipNorm: clipNorm)
    self.rho = rho
    self.momentum = momentum
    self.epsilon = epsilon
    requireSoundSettings(at: 0)
  }

  /// A running mean for each parameter, and a velocity if there is a momentum.
  public var momentCount: Int {
    momentum == nil && options.layers.values.allSatisfy { $0.momentum == nil } ? 1 : 2
  }

  package func requireSoundSettings(at iteration: Int) {
    if let momentum {
      requireSound(momentum(at: iteration), "RMSprop's momentum", atLeast: 0, below: 1)
    }
    requireSound(rho, "RMSprop's rho", atLeast: 0, below: 1)
    requireSound(epsilon, "RMSprop's epsilon", atLeast: .leastNonzeroMagnitude)
  }

  package func apply(_ step: ParameterStep, at point: StepContext) {
    let momentum = point.momentum ?? momentum?(at: point.iteration) ?? 0
    let rule = RMSpropStep(
      rate: point.learningRate, rho: rho, momentum: momentum, epsilon: epsilon)
    rule(
      step.weights, square: step.moments[0], velocity: step.moments.dropFirst().first,
      count: step.count, terms: step.terms)
  }

  /// Takes the step of one parameter.
  public func step(
    _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor], at point: StepContext
  ) {
    applyKernel(&weight, along: gradient, nil, factor: 1, moments: &moments, at: point)
  }
}
