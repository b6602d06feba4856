import Autograd
import Tensor

/// ReLU with a slope below 0 that is learned: x where x ≥ 0, `slope` · x below.
///
/// Use it in place of ReLU where many units would stay at 0, as in small networks for embeddings and in
/// face recognition; it adds one weight, or one for each channel. Leave it out of weight decay, which
/// would make it ReLU again.
///
/// ```swift
/// Sequential { Conv2D(32, kernel: 3); PReLU() }
/// ```
///
/// He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015, eq. 1. PyTorch's `PReLU` is
/// `PReLU(.shared)`, and with `num_parameters` it is `PReLU()`; its weight is `slope`.
public struct PReLU: Layer {
  /// `[channels]` or `[1]`.
  public var slope: Parameter

  /// How many slopes there are.
  public enum Sharing: Sendable, Hashable {
    /// One for each channel, which is the last axis.
    case perChannel
    /// One for all.
    case shared
  }

  /// A layer with so many slopes, which all begin alike.
  ///
  /// - Parameters:
  ///   - sharing: One slope for each channel, the default, or one for all.
  ///   - slope: Where they begin; default 0.25, as in PyTorch.
  public init(_ sharing: Sharing = .perChannel, slope: Float = 0.25) {
    self.slope = Parameter { input, _ in
      .full([sharing == .shared || input.rank == 0 ? 1 : input[-1]], slope)
    }
  }

  /// `slope`.
  public static var parts: [Part<PReLU>] { [Part("slope", \.slope)] }

  /// The input's shape and its positive scalars, the others times the slope.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.prelu(slope: slope.value) }
}
