import Autograd
import Basics
import Tensor

/// While training, sets scalars to 0 at random and scales the others up; at inference, the input.
///
/// Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014.
public struct Dropout: Layer {
  /// The probability that a scalar is dropped.
  public let rate: Float

  /// Drops scalars with probability `rate`, in 0 ..< 1.
  public init(_ rate: Float) {
    require((0..<1).contains(rate), "Dropout: expected a rate in 0..<1, got \(rate)")
    self.rate = rate
  }

  /// Leaves the shape as it is.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape { input }

  /// The input, some of it dropped while a gradient is recorded.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.droppedOut(rate: rate) }
}

extension Dropout: DescribedLayer {
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
