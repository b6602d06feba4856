import Optimizers

extension Recipe {
  /// How weights follow gradients.
  public enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    /// ``/Optimizers/Adam``.
    case adam
    /// ``/Optimizers/Muon``, which learns more in as many steps.
    case muon
  }

  /// What the ``rule`` says, with a rate that rises to ``peakRate`` and falls to a 200th of it.
  ///
  /// - Parameter steps: The length of the training; default nil: the recipe's.
  public func optimizer(steps: Int? = nil) -> any Optimizer {
    let rate = Schedule.warmUpThenCosine(to: peakRate, over: max(1, steps ?? self.steps))
    return switch rule {
    case .adam: Adam(learningRate: rate)
    case .muon: Muon(learningRate: rate)
    }
  }
}
