import Autograd
import Basics
import Tensor

/// Larger images, by repeating pixels or by what lies between them.
///
/// ```swift
/// UpSample2D()
/// UpSample2D(4, interpolation: .bilinear)
/// ```
///
/// It has nothing to learn. Use it in decoders, before a convolution, and to bring feature maps of
/// several sizes to one; ``ConvTranspose2D`` learns how to enlarge.
public struct UpSample2D: Layer {
  /// How many rows and columns there are for each.
  public let factor: (height: Int, width: Int)
  /// What is put between the pixels.
  public let interpolation: Upsampling

  /// Height and width times one factor.
  ///
  /// - Parameters:
  ///   - factor: How many rows and columns there are for each; default 2.
  ///   - interpolation: What is put between the pixels; default the nearest one.
  public init(_ factor: Int = 2, interpolation: Upsampling = .nearest) {
    self.init(height: factor, width: factor, interpolation: interpolation)
  }

  /// Height and width each times a factor of its own.
  public init(height: Int, width: Int, interpolation: Upsampling = .nearest) {
    require(
      height > 0 && width > 0, "UpSample2D: expected positive factors, got \(height) and \(width)")
    factor = (height, width)
    self.interpolation = interpolation
  }

  /// `[height, width, channels]` becomes `[height · factor, width · factor, channels]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 3 else {
      throw ShapeError("UpSample2D expects images [height, width, channels], got \(input)")
    }
    return [input[0] * factor.height, input[1] * factor.width, input[2]]
  }

  /// The larger images.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.upsampled(by: factor, interpolation: interpolation)
  }
}

extension UpSample2D: DescribedLayer {
  /// The factors and what is put between the pixels.
  public struct Form: Codable, Sendable {
    let height: Int
    let width: Int
    let interpolation: Upsampling
  }

  /// The settings.
  public var form: Form {
    Form(
      height: factor.height, width: factor.width, interpolation: interpolation)
  }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check(("height", form.height, 1), ("width", form.width, 1))
    self.init(height: form.height, width: form.width, interpolation: form.interpolation)
  }
}
