import Autograd
import Tensor

/// The largest scalar of each channel over all pixels.
///
/// Use it in place of ``GlobalAveragePool2D`` where it counts that something is in the image, and not how
/// much of the image it fills. The gradient goes to the first of equal scalars.
public struct GlobalMaxPool2D: Layer {
  /// A layer without settings.
  public init() {}

  /// `[height, width, channels]` becomes `[channels]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 3, input[0] > 0, input[1] > 0 else {
      throw ShapeError("GlobalMaxPool2D expects images [height, width, channels], got \(input)")
    }
    return [input[2]]
  }

  /// `[count, height, width, channels]` becomes `[count, channels]`.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let window = SlidingWindow(kernel: (input.shape[1], input.shape[2]))
    return input.maxPooled(window).reshaped(to: [input.shape[0], input.shape[3]])
  }
}

extension GlobalMaxPool2D: DescribedLayer {
  /// A layer without settings.
  public init(form: NoSettings) { self.init() }
}
