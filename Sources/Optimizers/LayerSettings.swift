import Autograd

/// Settings that replace an optimizer's own for a part of the model; nil keeps the optimizer's.
public struct LayerSettings: Sendable {
  /// The length of a step.
  public var learningRate: Schedule?
  /// The momentum, for optimizers that have one; for Adam and AdamW β₁.
  public var momentum: Schedule?
  /// The penalty on each parameter, in place of its own.
  public var regularizer: Regularizer?
  /// How much of each weight a step takes away, times the learning rate, for optimizers that do, such
  /// as AdamW; it holds for every parameter of the part.
  public var weightDecay: Float?
  /// Whether steps are made orthogonal, for optimizers that do, such as ``Muon``.
  public var isOrthogonalized: Bool?

  /// The given settings; each defaults to the optimizer's.
  public init(
    learningRate: Schedule? = nil, momentum: Schedule? = nil, regularizer: Regularizer? = nil,
    weightDecay: Float? = nil, isOrthogonalized: Bool? = nil
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.regularizer = regularizer
    self.weightDecay = weightDecay
    self.isOrthogonalized = isOrthogonalized
  }
}
