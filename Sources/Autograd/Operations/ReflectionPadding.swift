import Basics
import Kernels
import Tensor

extension Tensor {
  /// Images that go on beyond their borders as in mirrors, which stand on the outermost pixels: those
  /// are not repeated.
  ///
  /// Each number of rows and columns must be smaller than the image.
  /// - Returns: `[count, top + height + bottom, left + width + right, channels]` for images
  ///   `[count, height, width, channels]`.
  public func reflectionPadded(top: Int, left: Int, bottom: Int, right: Int) -> Tensor {
    func places(_ before: Int, _ size: Int, _ after: Int) -> [PixelMap.Place] {
      require(
        (0..<size).contains(before) && (0..<size).contains(after),
        "reflectionPadded: expected padding smaller than images \(shape), got "
          + "\([top, left, bottom, right])")
      return (-before..<size + after).map { place in
        let inside = Swift.abs(place)
        return PixelMap.Place(inside < size ? inside : 2 * (size - 1) - inside)
      }
    }
    return mapped(
      for: "reflectionPadded", rows: { places(top, $0, bottom) },
      columns: { places(left, $0, right) })
  }
}
