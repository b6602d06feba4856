import Autograd

/// What every optimizer has.
public struct OptimizerOptions: Sendable {
  /// The length of a step.
  public var learningRate: Schedule
  /// Where the Euclidean norm of all gradients together is larger, all are scaled down to it;
  /// default no limit. Regularization counts, as in Keras.
  public var clipNorm: Float?
  /// Settings that differ for parts of the model, by path such as `leg.0` or `head`; where several
  /// prefixes of a parameter's path have settings, the longest holds.
  public var layers: [String: LayerSettings] = [:]

  /// Options with the given learning rate.
  public init(learningRate: Schedule, clipNorm: Float? = nil) {
    self.learningRate = learningRate
    self.clipNorm = clipNorm
  }

  /// The settings of the longest prefix of `path`.
  func settings(for path: String) -> LayerSettings {
    guard !layers.isEmpty else { return LayerSettings() }
    var prefix = path[...]
    while true {
      if let settings = layers[String(prefix)] { return settings }
      guard let dot = prefix.lastIndex(of: ".") else { return layers[""] ?? LayerSettings() }
      prefix = prefix[..<dot]
    }
  }
}

/// Settings that replace an optimizer's own for a part of the model; nil keeps the optimizer's.
public struct LayerSettings: Sendable {
  /// The length of a step.
  public var learningRate: Schedule?
  /// The momentum, for optimizers that have one.
  public var momentum: Schedule?
  /// The penalty on each parameter, in place of its own.
  public var regularizer: Regularizer?

  /// The given settings; each defaults to the optimizer's.
  public init(
    learningRate: Schedule? = nil, momentum: Schedule? = nil, regularizer: Regularizer? = nil
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.regularizer = regularizer
  }
}
