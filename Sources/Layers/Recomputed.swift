import Autograd
import Tensor

/// Layers whose results between input and output are not kept for the gradient, but computed a second
/// time when it needs them.
///
/// Use it where a training does not fit into memory, around each block of a deep network: a step takes
/// one forward pass longer, and memory is needed for the inputs of the blocks and the inside of one of
/// them. Weights, statistics and random numbers are the same, bit for bit, with and without it.
///
/// ```swift
/// for filters in [64, 128, 256, 512] {
///   Recomputed {
///     ConvBlock(filters, pools: false)
///     ConvBlock(filters)
///   }
/// }
/// ```
///
/// Chen, Xu, Zhang and Guestrin, "Training deep nets with sublinear memory cost", 2016, section 3;
/// PyTorch calls it activation checkpointing. Custom layers within take part if their gradients reach
/// nothing but their input and their parameters.
public struct Recomputed: Layer {
  /// What is computed twice while a gradient is recorded.
  public var layers: Sequential

  /// The given layers.
  public init(_ layers: Sequential) { self.layers = layers }

  /// The layers that the block lists; see ``Sequential``.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.init(Sequential(layers())) }

  /// `layers`.
  public static var parts: [Part<Recomputed>] { [Part("layers", \.layers)] }

  /// Builds the layers.
  ///
  /// - Throws: `ShapeError` if a layer cannot take what it gets.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape { try layers.build(named: "layers", for: input, using: &random) }

  /// The last layer's output.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    layers.recomputed(input) { layers, input in layers(input) }
  }
}

extension Recomputed: DescribedLayer {
  /// Its layers.
  public struct Form: Codable, Sendable {
    let layers: Sequential.Form
  }

  /// The settings.
  public var form: Form { Form(layers: layers.form) }

  /// A layer of such settings.
  public init(form: Form) {
    self.init(Sequential(form: form.layers))
  }
}
