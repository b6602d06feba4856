import Autograd
import Tensor

/// What becomes of the losses of single examples.
public enum LossReduction: Sendable, Hashable {
  /// Their mean, of shape `[]`.
  case mean
  /// Their sum, of shape `[]`.
  case sum
  /// The losses themselves.
  case none

  /// The reduced losses.
  func callAsFunction(_ losses: Tensor) -> Tensor {
    switch self {
    case .mean: losses.mean()
    case .sum: losses.sum()
    case .none: losses
    }
  }
}
