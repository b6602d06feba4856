import Autograd
import Basics
import Tensor

/// While training, sets whole samples to 0 at random and scales the others up; at inference, the input.
///
/// Use it as the last of the layers of a ``Residual`` in deep networks: a dropped sample then skips the
/// block. The authors let the rate grow from 0 at the first block to 0.5 at the last.
///
/// ```swift
/// Residual {
///   ConvBlock(64, pools: false)
///   StochasticDepth(0.1)
/// }
/// ```
///
/// Huang, Sun, Liu, Sedra and Weinberger, "Deep networks with stochastic depth", 2016, eq. 2; torchvision's
/// `StochasticDepth` with mode `row`.
public struct StochasticDepth: Layer {
  /// The probability that a sample is dropped.
  public let rate: Float

  /// Drops samples with probability `rate`, in 0 ..< 1.
  public init(_ rate: Float) {
    require((0..<1).contains(rate), "StochasticDepth: expected a rate in 0..<1, got \(rate)")
    self.rate = rate
  }

  /// Leaves the shape as it is.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape { input }

  /// The input, some samples of it dropped while a gradient is recorded.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.droppedSamples(rate: rate) }
}

extension StochasticDepth: DescribedLayer {
  /// The rate.
  public struct Form: Codable, Sendable {
    let rate: Float
  }

  /// The settings.
  public var form: Form { Form(rate: rate) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check("rate", form.rate, in: 0..<1)
    self.init(form.rate)
  }
}
