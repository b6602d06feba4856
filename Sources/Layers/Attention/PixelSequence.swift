import Autograd
import Tensor

/// The pixels of an image as a sequence, row after row, each the vector of its channels.
///
/// Use it between the convolution that makes patches of an image and the ``TransformerBlock``s of a vision
/// transformer. Dosovitskiy et al., "An image is worth 16×16 words", 2021, section 3.1.
public struct PixelSequence: Layer {
  /// A layer without settings.
  public init() {}

  /// `[height, width, channels]` becomes `[height · width, channels]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 3 else {
      throw ShapeError("PixelSequence expects images [height, width, channels], got \(input)")
    }
    return [input[0] * input[1], input[2]]
  }

  /// `[count, height, width, channels]` becomes `[count, height · width, channels]`.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.reshaped(to: [input.shape[0], input.shape[1] * input.shape[2], input.shape[3]])
  }
}

extension PixelSequence: DescribedLayer {
  /// A layer without settings.
  public init(form: NoSettings) { self.init() }
}
