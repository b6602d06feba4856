import Autograd
import Optimizers

/// Sets the learning rate at the beginning of each epoch from a function of your own.
///
/// An optimizer's own `Schedule` does the same without a callback; this one may look at the run.
///
/// ```swift
/// LearningRateScheduler { run in run.epoch < 10 ? 0.01 : 0.001 }
/// ```
public struct LearningRateScheduler: Callback {
  private let rate: (TrainingRun) -> Float

  /// `rate` is called with the run before each epoch; `run.epoch` epochs are finished then.
  public init(_ rate: @escaping (TrainingRun) -> Float) { self.rate = rate }

  /// Sets the rate for the epoch.
  public mutating func epochBegan(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) { run.options.learningRate = .constant(rate(run)) }
}
