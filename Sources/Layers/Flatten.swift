import Autograd
import Tensor

/// Each input as one vector, its scalars row-major.
public struct Flatten: Layer {
  /// The shape of one input, without the batch axis; nil until the layer is built. Weights of PyTorch,
  /// where channels come first, are reordered by it.
  public private(set) var input: Shape?

  /// A layer without settings.
  public init() {}

  /// Any shape becomes `[count of its scalars]`.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    self.input = input
    return [input.count]
  }

  /// `[count, …]` becomes `[count, scalars]`.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.flattened() }
}

extension Flatten: DescribedLayer {
  /// A layer without settings.
  public init(form: NoSettings) { self.init() }
}
