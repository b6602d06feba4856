import Autograd
import Basics
import Tensor

/// Rows and columns of zeros around images.
///
/// ```swift
/// ZeroPad2D(1)
/// ZeroPad2D(top: 0, left: 0, bottom: 1, right: 1)
/// ```
///
/// Convolutions and pooling pad for themselves; see `Padding`. Use it where a network does so
/// as a step of its own, such as before a `MaxPool2D` for which the zeros shall take part.
public struct ZeroPad2D: Layer {
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
      "ZeroPad2D: padding must not be negative, got \([top, left, bottom, right])")
    self.top = top
    self.left = left
    self.bottom = bottom
    self.right = right
  }

  /// `[height, width, channels]` becomes `[top + height + bottom, left + width + right, channels]`.
  ///
  /// - Throws: `ShapeError` if the input is not an image.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 3 else {
      throw ShapeError("ZeroPad2D expects images [height, width, channels], got \(input)")
    }
    return [top + input[0] + bottom, left + input[1] + right, input[2]]
  }

  /// The larger images.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.zeroPadded(top: top, left: left, bottom: bottom, right: right)
  }
}

extension ZeroPad2D: DescribedLayer {
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
