import Autograd
import Tensor

/// The first vector of a sequence.
///
/// Use it at the end of a vision transformer that begins with a ``ClassToken``: that vector is then what
/// the blocks have made of the token, the embedding of the image. Dosovitskiy et al., "An image is worth
/// 16×16 words", 2021, eq. 4.
public struct FirstInSequence: Layer {
  /// A layer without settings.
  public init() {}

  /// `[length, features]` becomes `[features]`.
  ///
  /// - Throws: `ShapeError` if the input is no sequence, or an empty one.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 2, input[0] > 0 else {
      throw ShapeError("FirstInSequence expects a sequence [length, features], got \(input)")
    }
    return [input[1]]
  }

  /// `[count, length, features]` becomes `[count, features]`.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.slice(0..<1, axis: 1).reshaped(to: [input.shape[0], input.shape[2]])
  }
}

extension FirstInSequence: DescribedLayer {
  /// A layer without settings.
  public init(form: NoSettings) { self.init() }
}
