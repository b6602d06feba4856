import Autograd
import Tensor

/// The mean of each channel over all pixels.
public struct GlobalAveragePool2D: Layer {
  /// A layer without settings.
  public init() {}

  /// `[height, width, channels]` becomes `[channels]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 3 else {
      throw ShapeError("GlobalAveragePool2D expects images [height, width, channels], got \(input)")
    }
    return [input[2]]
  }

  /// `[count, height, width, channels]` becomes `[count, channels]`.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.globalAveragePooled() }
}

extension GlobalAveragePool2D: DescribedLayer {
  /// A layer without settings.
  public init(form: NoSettings) { self.init() }
}
