import Autograd
import Basics
import Tensor

/// What every optimizer has.
public struct OptimizerOptions: Sendable {
  /// The length of a step.
  public var learningRate: Schedule
  /// A factor of every learning rate, those of layers included; default 1. It is what a callback
  /// changes that lowers the rate on a plateau, and what a checkpoint keeps.
  public var learningRateScale: Float = 1
  /// If the Euclidean norm of all gradients together is larger, all are scaled down to it;
  /// default no limit. Regularization counts, as in Keras.
  public var clipNorm: Float?
  /// Settings that differ for parts of the model, by path such as `leg.0` or `head`; if several
  /// prefixes of a parameter's path have settings, the longest holds. A path that no parameter has
  /// stops the next update.
  public var layers: [String: LayerSettings] = [:]

  /// Options with the given learning rate.
  ///
  /// - Parameters:
  ///   - learningRate: The length of a step, not negative.
  ///   - clipNorm: The largest norm of all gradients together, positive; default no limit.
  public init(learningRate: Schedule, clipNorm: Float? = nil) {
    self.learningRate = learningRate
    self.clipNorm = clipNorm
    requireSound(learningRate(at: 0), "a learning rate", atLeast: 0)
    requireSoundClipping()
  }

  func requireSoundClipping() {
    require(
      clipNorm.map { $0 > 0 } ?? true,
      "Optimizer: expected a clipNorm above 0, got \(clipNorm ?? 0)")
  }

  /// The settings of the longest prefix of `path`.
  private func settings(for path: String) -> LayerSettings {
    guard !layers.isEmpty else { return LayerSettings() }
    var prefix = path[...]
    while true {
      if let settings = layers[String(prefix)] { return settings }
      guard let dot = prefix.lastIndex(of: ".") else { return layers[""] ?? LayerSettings() }
      prefix = prefix[..<dot]
    }
  }

  /// What holds for each parameter of a model, in its order; nil for those that are not trained.
  func rules(for model: some Parameterized) -> [ParameterRule?] {
    model.parameters.map { path, parameter in
      guard parameter.isTrained else { return nil }
      let settings = settings(for: path)
      return ParameterRule(
        settings: settings, regularizer: settings.regularizer ?? parameter.regularizer)
    }
  }

  /// Where training is, for one parameter.
  func point(_ path: String, _ settings: LayerSettings, at iteration: Int) -> StepContext {
    let rate = (settings.learningRate ?? learningRate)(at: iteration) * learningRateScale
    let momentum = settings.momentum?(at: iteration)
    requireSound(rate, "a learning rate for \(path)", atLeast: 0)
    if let momentum { requireSound(momentum, "a momentum for \(path)", atLeast: 0, below: 1) }
    if let decay = settings.weightDecay {
      requireSound(decay, "a weight decay for \(path)", atLeast: 0)
    }
    return StepContext(
      path: path, iteration: iteration, learningRate: rate, momentum: momentum,
      weightDecay: settings.weightDecay, isOrthogonalized: settings.isOrthogonalized)
  }
}

/// What holds for a parameter that an optimizer changes.
struct ParameterRule {
  let settings: LayerSettings
  let regularizer: Regularizer?
}

/// Stops if a setting is not a number or out of its bounds.
func requireSound(
  _ value: Float, _ name: String, atLeast least: Float, below limit: Float = .infinity
) {
  require(
    value >= least && value < limit,
    "Optimizer: expected \(name) of at least \(least)"
      + (limit == .infinity ? ", finite" : " and below \(limit)") + ", got \(value)")
}
