/// Adam with weight decay apart from the gradient: each step also subtracts
/// learningRate · weightDecay · w. Loshchilov and Hutter 2019, algorithm 2.
public struct AdamW: Optimizer {
  private var adam: Adam
  /// How much of each weight a step takes away, times the learning rate.
  public var weightDecay: Float

  /// - Parameters:
  ///   - learningRate: The length of a step; default 0.001.
  ///   - weightDecay: How much of each weight a step takes away, times the learning rate; default
  ///     0.01.
  ///   - beta1: How much of the gradient's mean a step keeps; default 0.9.
  ///   - beta2: How much of the squared gradient's mean a step keeps; default 0.999.
  ///   - epsilon: Added to the root of the squared gradient's mean; default 1e-8.
  ///   - clipNorm: The largest norm of all gradients together; default no limit.
  public init(
    learningRate: Schedule = 0.001, weightDecay: Float = 0.01, beta1: Float = 0.9,
    beta2: Float = 0.999, epsilon: Float = 1e-8, clipNorm: Float? = nil
  ) {
    adam = Adam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, clipNorm: clipNorm)
    self.weightDecay = weightDecay
  }

  /// The learning rate and what else every optimizer has.
  public var options: OptimizerOptions {
    get { adam.options }
    set { adam.options = newValue }
  }

  /// The running means and the progress of training.
  public var state: OptimizerState {
    get { adam.state }
    _modify { yield &adam.state }
  }

  /// Two running means for each parameter.
  public var momentCount: Int { adam.momentCount }

  /// Takes the step of one parameter.
  public func apply(
    _ step: ParameterStep, at progress: Schedule.Progress, _ settings: LayerSettings
  ) {
    adam.applyAdam(step, at: progress, settings, decay: weightDecay)
  }
}
