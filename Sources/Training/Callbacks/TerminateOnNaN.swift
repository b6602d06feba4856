import Autograd

/// Ends a training whose loss becomes infinite or no number, with the weights as they were before that
/// step; without it such a training throws.
public struct TerminateOnNaN: Callback {
  /// Watches the loss of every step.
  public init() {}

  /// Looks at the loss.
  public mutating func stepEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    if let loss = run.logs["loss"], !loss.isFinite {
      run.end(.stopped("the loss is \(loss) at iteration \(run.iteration + 1)"))
    }
  }
}
