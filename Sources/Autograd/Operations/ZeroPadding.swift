import Basics
import Kernels
import Tensor

extension Tensor {
  /// Images with so many rows and columns of zeros around them.
  ///
  /// - Returns: `[count, top + height + bottom, left + width + right, channels]` for images
  ///   `[count, height, width, channels]`.
  public func zeroPadded(top: Int, left: Int, bottom: Int, right: Int) -> Tensor {
    require(
      [top, left, bottom, right].allSatisfy { $0 >= 0 },
      "zeroPadded: padding must not be negative, got \([top, left, bottom, right])")
    func places(_ before: Int, _ size: Int, _ after: Int) -> [PixelMap.Place] {
      Array(repeating: .outside, count: before) + (0..<size).map { PixelMap.Place($0) }
        + Array(repeating: .outside, count: after)
    }
    return mapped(
      for: "zeroPadded", rows: { places(top, $0, bottom) }, columns: { places(left, $0, right) })
  }
}
