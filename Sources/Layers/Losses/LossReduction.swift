import Autograd
import Basics
import Tensor

/// What becomes of the losses of single examples.
public enum LossReduction: Sendable, Hashable {
  /// Their mean, of shape `[]`; of no losses there is none, and asking for it stops.
  case mean
  /// Their sum, of shape `[]`; 0 of no losses.
  case sum
  /// The losses themselves.
  case none

  /// The reduced losses; `name` is that of the loss.
  func callAsFunction(_ losses: Tensor, _ name: String) -> Tensor {
    switch self {
    case .mean:
      require(
        losses.count > 0,
        "\(name): expected at least one example to average over, got losses of shape "
          + "\(losses.shape)")
      return losses.mean()
    case .sum: return losses.sum()
    case .none: return losses
    }
  }
}
