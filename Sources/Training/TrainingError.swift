/// Why a training cannot begin or go on.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// The loss became infinite or NaN; the weights are as they were before that step.
  case lossIsNotFinite(Float, iteration: Int)
  /// The loss was finite, but the gradient of the parameter at `path` was not; the weights are as they
  /// were before that step.
  case gradientIsNotFinite(path: String, iteration: Int)
  /// Steps of a finite loss made the parameter at `path` infinite or NaN. It is noticed at the end of
  /// an epoch and before a checkpoint is saved, so that the newest checkpoint is a good one.
  case weightsAreNotFinite(path: String, iteration: Int)
  /// What the optimizer remembers of the parameter at `path`, such as a mean of squared gradients, has
  /// become infinite or NaN, so that the parameter would never move again; noticed where weights are.
  case momentsAreNotFinite(path: String, iteration: Int)
  /// The optimizer has options for layers that the model does not have.
  case unknownLayers([String], known: [String])
  /// A metric is monitored that no epoch has reported.
  case unknownMetric(Metric, reported: [Metric])

  /// What was found, what was expected, and what helps.
  public var description: String {
    switch self {
    case .lossIsNotFinite(let loss, let iteration):
      "training: expected a finite loss, got \(text(loss)) at iteration \(iteration): "
        + remedy
    case .gradientIsNotFinite(let path, let iteration):
      "training: expected finite gradients, got one of \(path) that is infinite or NaN at "
        + "iteration \(iteration): \(remedy)"
    case .weightsAreNotFinite(let path, let iteration):
      "training: expected finite weights, \(path) has become infinite or NaN by iteration "
        + "\(iteration): \(remedy)"
    case .momentsAreNotFinite(let path, let iteration):
      "training: expected finite moments of the optimizer, one of \(path) has become infinite or NaN "
        + "by iteration \(iteration): \(remedy)"
    case .unknownLayers(let layers, let known):
      "optimizer.options.layers: expected paths of the model's layers (\(text(known))), found "
        + text(layers)
    case .unknownMetric(let metric, let reported):
      "training: expected a metric that epochs report "
        + "(\(text(reported.map { "\($0), to \($0.goal)" }, separator: "; "))), found \(metric), to "
        + "\(metric.goal)"
    }
  }

  /// What happened, without what helps.
  var summary: String {
    switch self {
    case .lossIsNotFinite(let loss, let iteration):
      "the loss is \(text(loss)) at iteration \(iteration)"
    case .gradientIsNotFinite(let path, let iteration):
      "the gradient of \(path) is not finite at iteration \(iteration)"
    case .weightsAreNotFinite(let path, let iteration):
      "\(path) is not finite at iteration \(iteration)"
    case .momentsAreNotFinite(let path, let iteration):
      "the optimizer's moment of \(path) is not finite at iteration \(iteration)"
    case .unknownLayers, .unknownMetric: description
    }
  }

  private var remedy: String { "use a smaller learning rate or clip the gradients" }

  /// A NaN may have a sign, which says nothing.
  private func text(_ number: Float) -> String { number.isNaN ? "nan" : "\(number)" }

  private func text(_ names: [String], separator: String = ", ") -> String {
    names.joined(separator: separator)
  }
}
