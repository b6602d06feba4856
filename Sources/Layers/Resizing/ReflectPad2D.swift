import Autograd
import Basics
import Tensor

/// Images continued beyond their borders as in mirrors.
///
/// ```swift
/// ReflectPad2D(1)
/// Conv2D(64, kernel: 3)
/// ```
///
/// Use it before a ``Conv2D`` without padding where zeros would show as a dark frame: where the output
/// is an image, or borders matter as much as the middle.
public struct ReflectPad2D: Layer {
  /// Rows above the image.
  public let top: Int
  /// Columns left of it.
  public let left: Int
  /// Rows below it.
  public let bottom: Int
  /// Columns right of it.
  public let right: Int

  /// The same number on all four sides.
  public init(_ amount: Int) {
    self.init(top: amount, left: amount, bottom: amount, right: amount)
  }

  /// So many rows and columns on each side.
  public init(top: Int, left: Int, bottom: Int, right: Int) {
    require(
      [top, left, bottom, right].allSatisfy { $0 >= 0 },
      "ReflectPad2D: padding must not be negative, got \([top, left, bottom, right])")
    self.top = top
    self.left = left
    self.bottom = bottom
    self.right = right
  }

  /// `[height, width, channels]` becomes `[top + height + bottom, left + width + right, channels]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image, or not larger than the padding.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 3 else {
      throw ShapeError("ReflectPad2D expects images [height, width, channels], got \(input)")
    }
    guard max(top, bottom) < input[0] && max(left, right) < input[1] else {
      throw ShapeError(
        "ReflectPad2D by \([top, left, bottom, right]) does not fit images \(input): it must be "
          + "smaller than they are")
    }
    return [top + input[0] + bottom, left + input[1] + right, input[2]]
  }

  /// The larger images.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.reflectionPadded(top: top, left: left, bottom: bottom, right: right)
  }
}

extension ReflectPad2D: DescribedLayer {
  /// Rows and columns on each side.
  public struct Form: Codable, Sendable {
    let top: Int
    let left: Int
    let bottom: Int
    let right: Int
  }

  /// The settings.
  public var form: Form { Form(top: top, left: left, bottom: bottom, right: right) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check(
      ("top", form.top, 0), ("left", form.left, 0), ("bottom", form.bottom, 0),
      ("right", form.right, 0))
    self.init(top: form.top, left: form.left, bottom: form.bottom, right: form.right)
  }
}
