import Autograd
import Tensor

/// The largest scalar under a window that slides over each channel.
///
/// ```swift
/// MaxPool2D()
/// MaxPool2D(3, strides: 2, padding: .zeros(1))
/// ```
///
/// The usual way to halve height and width between convolutions.
public struct MaxPool2D: Layer {
  /// The window's size, strides and padding, and whether a rest is covered.
  public let window: SlidingWindow

  /// A square window.
  ///
  /// - Parameters:
  ///   - size: The height and width; default 2.
  ///   - strides: Rows and columns between neighboring positions; default `size`.
  ///   - padding: What lies around the image; default nothing. Padding takes no
  ///     part, and must be smaller than the window.
  ///   - roundsUp: Whether there is a last position that reaches beyond the image where the strides
  ///     leave a rest, as with PyTorch's `ceil_mode`; default no.
  public init(
    _ size: Int = 2, strides: Int? = nil, padding: Padding = .valid, roundsUp: Bool = false
  ) {
    window = SlidingWindow(pooling: size, strides: strides, padding: padding, roundsUp: roundsUp)
  }

  /// A window of any form that can pool.
  package init(_ window: SlidingWindow) { self.window = window }

  /// Whether this is the 2×2 pooling that other layers do themselves.
  var isHalving: Bool { window == SlidingWindow(kernel: (2, 2), strides: (2, 2)) }

  /// `[height, width, channels]` becomes `[rows, columns, channels]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image that the window fits.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape { try window.pooledShape(for: input, layer: "MaxPool2D") }

  /// The maxima, `[count, rows, columns, channels]`.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.maxPooled(window) }
}

extension MaxPool2D: DescribedLayer {
  /// The window.
  public struct Form: Codable, Sendable {
    let window: WindowForm
  }

  /// The settings.
  public var form: Form { Form(window: WindowForm(window)) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    self.init(try form.window.poolingWindow)
  }
}
