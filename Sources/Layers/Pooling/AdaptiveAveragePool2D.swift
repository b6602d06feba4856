import Autograd
import Basics
import Tensor

/// The mean of each channel over each of a fixed number of bins, whatever the size of the images.
///
/// Use it before ``Flatten`` where images of several sizes must give vectors of one length, or where
/// weights come from such a network of PyTorch. Bins are PyTorch's, which overlap where their number does
/// not divide the size. One bin alone is ``GlobalAveragePool2D``.
///
/// He, Zhang, Ren and Sun, "Spatial pyramid pooling in deep convolutional networks", 2014, section 2.2.
public struct AdaptiveAveragePool2D: Layer {
  /// Rows and columns of the output.
  public let size: (height: Int, width: Int)

  /// As many bins along both axes.
  public init(_ size: Int) { self.init(height: size, width: size) }

  /// The number of bins along each axis.
  public init(height: Int, width: Int) {
    require(
      height > 0 && width > 0,
      "AdaptiveAveragePool2D: expected a positive size, got \(height) × \(width)")
    size = (height, width)
  }

  /// Images of any size become `[height, width, channels]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 3, input[0] > 0, input[1] > 0 else {
      throw ShapeError(
        "AdaptiveAveragePool2D expects images [height, width, channels], got \(input)")
    }
    return [size.height, size.width, input[2]]
  }

  /// The means, `[count, height, width, channels]`.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.adaptiveAveragePooled(height: size.height, width: size.width)
  }
}

extension AdaptiveAveragePool2D: DescribedLayer {
  /// Rows and columns.
  public struct Form: Codable, Sendable {
    let height: Int
    let width: Int
  }

  /// The settings.
  public var form: Form { Form(height: size.height, width: size.width) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check(("height", form.height, 1), ("width", form.width, 1))
    self.init(height: form.height, width: form.width)
  }
}
