import Autograd
import Tensor

/// The largest scalar under a window that slides over each channel.
public struct MaxPool2D: Layer {
  /// The window's size, strides and padding.
  public let window: SlidingWindow

  /// A square window.
  ///
  /// - Parameters:
  ///   - size: The height and width; default 2.
  ///   - strides: Rows and columns between neighboring positions; default `size`.
  ///   - padding: What lies around the image; default nothing. Padding takes no part.
  public init(_ size: Int = 2, strides: Int? = nil, padding: Padding = .valid) {
    window = SlidingWindow(pooling: size, strides: strides, padding: padding)
  }

  /// `[height, width, channels]` becomes `[rows, columns, channels]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image that the window fits.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape { try window.pooledShape(for: input, layer: "MaxPool2D") }

  /// The maxima, `[count, rows, columns, channels]`.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.maxPooled(window) }
}
