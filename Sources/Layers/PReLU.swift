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
  public var slope = Parameter()
  private let sharing: Sharing
  private let start: Float

  /// How many slopes there are.
  public enum Sharing: String, Sendable, Hashable, Codable {
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
    self.sharing = sharing
    start = slope
  }

  /// `slope`.
  public static var parts: [Part<PReLU>] { [Part("slope", \.slope)] }

  /// Shapes the slopes for the last axis; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if slopes that the layer has are of other channels.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let shape: Shape = [sharing == .shared || input.rank == 0 ? 1 : input[-1]]
    try slope.build(shape, named: "slope") { .full(shape, start) }
    return input
  }

  /// The input's shape and its positive scalars, the others times the slope.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.prelu(slope: slope.value) }
}

extension PReLU: DescribedLayer {
  /// How many slopes there are, and where they begin.
  public struct Form: Codable, Sendable {
    let sharing: Sharing
    let start: Float
  }

  /// The settings.
  public var form: Form { Form(sharing: sharing, start: start) }

  /// A layer of such settings.
  public init(form: Form) {
    self.init(form.sharing, slope: form.start)
  }
}
