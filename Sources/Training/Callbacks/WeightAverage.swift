import Autograd
import Basics
import Tensor

/// Gives the model, at the end of its training, the mean of the weights that it had on its way there, in which
/// a step counts the less the longer ago it was.
///
/// After step t the mean is a ← d·a + (1 − d)·w, where d = min(decay, t / (t + 10)): at first it forgets faster,
/// so that the first weights, which know nothing, leave no trace. Statistics of layers such as batch norm are
/// averaged like weights. Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992;
/// with exponential weights as in Tarvainen and Valpola, "Mean teachers are better role models", 2017, eq. 2.
///
/// ```swift
/// try fit(
///   &siamese, with: &optimizer, on: batches, plan: plan,
///   callbacks: [ProgressBar(unit: "images"), WeightAverage()],
///   loss: { metricLoss($0, $1) })
/// ```
///
/// The mean takes as much memory as the weights, and a checkpoint keeps it. Validations in between see the
/// weights as they are. Put it behind ``EarlyStopping`` that restores: what comes last has the last word.
public struct WeightAverage: Callback {
  /// How much of the mean a step keeps once training has gone on for long.
  public let decay: Float
  /// The steps so far.
  public var state = 0
  /// The mean of the weights; empty before the first step.
  public var weights = ParameterValues()

  /// Averages with the given decay.
  ///
  /// - Parameter decay: How much of the mean a step keeps, from 0 to below 1; default 0.999, which remembers
  ///   about a thousand steps.
  public init(decay: Float = 0.999) {
    require(
      decay >= 0 && decay < 1, "WeightAverage: expected a decay from 0 to below 1, got \(decay)")
    self.decay = decay
  }

  /// Takes the weights into the mean.
  public mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    state += 1
    let values = model.values
    guard !weights.isEmpty else {
      weights = values
      return
    }
    let kept = min(decay, Float(state) / Float(state + 10))
    weights = ParameterValues(
      paths: values.paths,
      tensors: zip(weights.tensors, values.tensors).map { $0 + ($1 - $0) * (1 - kept) })
  }

  /// Gives the model the mean, unless the training was interrupted and is to go on.
  public mutating func trainingEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    if case .interrupted = run.history.ending { return }
    if !weights.isEmpty { model.values = weights }
  }
}
