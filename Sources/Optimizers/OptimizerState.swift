import Tensor

/// What an optimizer remembers between steps.
public struct OptimizerState: Sendable {
  /// The number of steps taken: schedules count it.
  public var iteration = 0
  /// For each parameter of the model, in order, the tensors that the rule remembers.
  public var moments: [[Tensor]] = []

  /// The state before the first step.
  public init() {}
}
