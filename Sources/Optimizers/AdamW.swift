import Tensor

/// Adam with weight decay apart from the gradient: each step also subtracts
/// learningRate · weightDecay · w. Loshchilov and Hutter 2019, algorithm 2.
///
/// ```swift
/// var optimizer = AdamW(
///   learningRate: 0.001, weightDecay: 0.05, decays: .matricesOnly)
/// optimizer.options.layers["leg.3"] = LayerSettings(weightDecay: 0)
/// ```
public struct AdamW: KernelOptimizer {
  /// Which parameters lose weight.
  public enum Decays: Sendable, Hashable {
    /// All of them, as in Keras and PyTorch if nothing else is said.
    case all
    /// Those of two and more axes, such as the weights of dense layers and filters: biases and the
    /// scales of norms are spared, as most recipes do.
    case matricesOnly
  }

  private var adam: Adam
  /// How much of each weight a step takes away, times the learning rate; not negative.
  public var weightDecay: Float
  /// Which parameters lose weight; a layer's own ``LayerSettings/weightDecay`` goes before it.
  public var decays: Decays

  /// An optimizer for models of any kind.
  ///
  /// - Parameters:
  ///   - learningRate: The length of a step; default 0.001.
  ///   - weightDecay: How much of each weight a step takes away, times the learning rate; default
  ///     0.01.
  ///   - decays: Which parameters lose weight; default all.
  ///   - beta1: How much of the gradient's mean a step keeps, in 0 ..< 1; default 0.9.
  ///   - beta2: How much of the squared gradient's mean a step keeps, in 0 ..< 1; default 0.999.
  ///   - epsilon: Added to the root of the squared gradient's mean, positive; default 1e-8.
  ///   - clipNorm: The largest norm of all gradients together; default no limit.
  public init(
    learningRate: Schedule = 0.001, weightDecay: Float = 0.01, decays: Decays = .all,
    beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8, clipNorm: Float? = nil
  ) {
    adam = Adam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, clipNorm: clipNorm)
    self.weightDecay = weightDecay
    self.decays = decays
    requireSoundSettings(at: 0)
  }

  /// The learning rate and what else every optimizer has.
  public var options: OptimizerOptions {
    get { adam.options }
    set { adam.options = newValue }
  }

  /// The running means and the number of steps taken.
  public var state: OptimizerState {
    get { adam.state }
    _modify { yield &adam.state }
  }

  /// Two running means for each parameter.
  public var momentCount: Int { adam.momentCount }

  package func requireSoundSettings(at iteration: Int) {
    adam.requireSoundSettings(at: iteration)
    requireSound(weightDecay, "AdamW's weight decay", atLeast: 0)
  }

  package func apply(_ step: ParameterStep, at point: StepContext) {
    let own = decays == .all || step.rank >= 2 ? weightDecay : 0
    adam.apply(step, at: point, decay: point.weightDecay ?? own)
  }

  /// Takes the step of one parameter.
  public func step(
    _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor], at point: StepContext
  ) {
    applyKernel(&weight, along: gradient, nil, factor: 1, moments: &moments, at: point)
  }
}
