import Autograd
import Tensor

/// The mean of the scalars under a window that slides over each channel.
///
/// ```swift
/// AveragePool2D()
/// AveragePool2D(3, strides: 2, padding: .zeros(1), countsPadding: true)
/// ```
///
/// It shrinks images more smoothly than ``MaxPool2D``, which suits what is compared pixel by pixel and
/// shortcuts around strided blocks; where features are looked for, the maximum tends to be better.
public struct AveragePool2D: Layer {
  /// The window's size, strides and padding, and whether a rest is covered.
  public let window: SlidingWindow

  /// Whether zeros around the image are scalars of the mean.
  public let countsPadding: Bool

  /// A square window.
  ///
  /// - Parameters:
  ///   - size: The height and width; default 2.
  ///   - strides: Rows and columns between neighboring positions; default `size`.
  ///   - padding: What lies around the image; default nothing.
  ///   - countsPadding: Whether zeros around the image are scalars of the mean; default no, as in
  ///     Keras. PyTorch counts them unless told otherwise by `count_include_pad=False`.
  ///   - roundsUp: Whether there is a last position that reaches beyond the image where the strides
  ///     leave a rest, as with PyTorch's `ceil_mode`; default no.
  public init(
    _ size: Int = 2, strides: Int? = nil, padding: Padding = .valid, countsPadding: Bool = false,
    roundsUp: Bool = false
  ) {
    window = SlidingWindow(pooling: size, strides: strides, padding: padding, roundsUp: roundsUp)
    self.countsPadding = countsPadding
  }

  /// A window of any form that can pool.
  package init(_ window: SlidingWindow, countsPadding: Bool) {
    self.window = window
    self.countsPadding = countsPadding
  }

  /// `[height, width, channels]` becomes `[rows, columns, channels]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image that the window fits.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape { try window.pooledShape(for: input, layer: "AveragePool2D") }

  /// The means, `[count, rows, columns, channels]`.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.averagePooled(window, countsPadding: countsPadding)
  }
}

extension AveragePool2D: DescribedLayer {
  /// The window, and whether padding counts.
  public struct Form: Codable, Sendable {
    let window: WindowForm
    let countsPadding: Bool
  }

  /// The settings.
  public var form: Form { Form(window: WindowForm(window), countsPadding: countsPadding) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    self.init(try form.window.poolingWindow, countsPadding: form.countsPadding)
  }
}
