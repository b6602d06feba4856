/// Where a training stands at one step, for one parameter.
public struct StepContext: Sendable {
  /// The parameter's path in the model, such as `leg.0.weight`.
  public let path: String
  /// The number of steps taken before this one.
  public let iteration: Int
  /// The length of the step: by the schedule of the optimizer or of the layer, times
  /// ``OptimizerOptions/learningRateScale``.
  public let learningRate: Float
  /// The layer's own momentum; nil if the optimizer's holds.
  public let momentum: Float?
  /// The layer's own weight decay; nil if the optimizer's holds.
  public let weightDecay: Float?
  /// Whether the layer says that steps are made orthogonal; nil if it says nothing.
  public let isOrthogonalized: Bool?

  /// A point of training, for calling a rule by hand.
  ///
  /// - Parameters:
  ///   - path: The parameter's path; default empty.
  ///   - iteration: The number of steps taken before; default 0.
  ///   - learningRate: The length of the step.
  ///   - momentum: The layer's own momentum; default the optimizer's.
  ///   - weightDecay: The layer's own weight decay; default the optimizer's.
  ///   - isOrthogonalized: Whether the layer says that steps are made orthogonal; default it says nothing.
  public init(
    path: String = "", iteration: Int = 0, learningRate: Float, momentum: Float? = nil,
    weightDecay: Float? = nil, isOrthogonalized: Bool? = nil
  ) {
    self.path = path
    self.iteration = iteration
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.isOrthogonalized = isOrthogonalized
  }
}
