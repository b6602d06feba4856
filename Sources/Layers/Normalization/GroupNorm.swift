import Autograd
import Basics
import Tensor

/// Brings each sample to mean 0 and variance 1 by groups of its channels (the last axis), then scales and
/// shifts each channel.
///
/// Use it in place of ``BatchNorm`` where batches are small, or where a sample must not depend on the
/// others of its batch, as in few-shot episodes: it does the same while training and at inference, and
/// keeps no statistics. One group normalizes whole samples. Wu and He, "Group normalization", 2018, eq. 1
/// to 6.
///
/// ```swift
/// Sequential {
///   Conv2D(64, kernel: 3, padding: .same, usesBias: false)
///   GroupNorm(8)
///   Activation.relu
/// }
/// ```
public struct GroupNorm: Layer {
  /// γ, `[channels]`, at first 1.
  public var scale = Parameter()
  /// β, `[channels]`, at first 0.
  public var shift = Parameter()
  /// How many runs of channels are normalized, each by itself.
  public let groups: Int
  /// Added to the variance.
  public let epsilon: Float

  /// A layer with so many groups of channels.
  ///
  /// - Parameters:
  ///   - groups: Must divide the number of channels; default 32, as in the paper.
  ///   - epsilon: Added to the variance; default 1e-5, as in PyTorch.
  public init(_ groups: Int = 32, epsilon: Float = 1e-5) {
    require(groups > 0, "GroupNorm: expected a positive number of groups, got \(groups)")
    require(epsilon > 0, "GroupNorm: expected a positive epsilon, got \(epsilon)")
    self.groups = groups
    self.epsilon = epsilon
  }

  /// Shapes the parameters for the last axis; the shape stays as it is.
  ///
  /// - Throws: `ShapeError` if the groups do not divide the channels, or parameters that the layer has are
  ///   of other channels.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank >= 1 else { throw ShapeError("GroupNorm expects channels, got a scalar") }
    guard input[-1] % groups == 0 else {
      throw ShapeError(
        "GroupNorm(\(groups)) expects a multiple of \(groups) channels, got \(input)")
    }
    let shape: Shape = [input[-1]]
    try scale.build(shape, named: "scale") { .ones(shape) }
    try shift.build(shape, named: "shift") { .zeros(shape) }
    return input
  }

  /// The normalized samples, of the input's shape.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.groupNormalized(
      groups: groups, scale: scale.value, shift: shift.value, epsilon: epsilon)
  }

  /// `scale` and `shift`.
  public static var parts: [Part<GroupNorm>] { [Part("scale", \.scale), Part("shift", \.shift)] }
}

extension GroupNorm: DescribedLayer {
  /// The number of groups and epsilon.
  public struct Form: Codable, Sendable {
    let groups: Int
    let epsilon: Float
  }

  /// The settings.
  public var form: Form { Form(groups: groups, epsilon: epsilon) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check(("groups", form.groups, 1))
    try ArchitectureError.check("epsilon", form.epsilon, in: Float.leastNonzeroMagnitude...)
    self.init(form.groups, epsilon: form.epsilon)
  }
}
