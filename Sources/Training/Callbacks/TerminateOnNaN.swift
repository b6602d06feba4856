import Autograd

/// Ends a training whose loss, gradients, weights or moments of the optimizer become infinite or NaN,
/// instead of letting it throw. The step of such a loss or gradient is not taken.
public struct TerminateOnNaN: Callback {
  /// Waits for a number that is not finite.
  public init() {}

  /// Ends the training.
  public mutating func trainingFailed(
    _ error: TrainingError, _ run: inout TrainingRun, _ model: inout some Parameterized
  ) { run.end(.stopped(error.summary)) }
}
