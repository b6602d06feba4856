import Autograd

/// Ends a training whose loss, gradients or weights become infinite or NaN, instead of letting it throw.
/// The weights are those before that step.
public struct TerminateOnNaN: Callback {
  /// Waits for a number that is not finite.
  public init() {}

  /// Ends the training.
  public mutating func trainingFailed(
    _ error: TrainingError, _ run: inout TrainingRun, _ model: inout some Parameterized
  ) { run.end(.stopped(error.summary)) }
}
