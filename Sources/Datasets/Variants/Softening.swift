import Basics
import Kernels
import Tensor

extension ImageDataset {
  /// The same dataset with each pixel replaced by the mean of the square of pixels within `radius` of
  /// it, where paper lies beyond the border.
  ///
  /// Wider, softer strokes survive the way to small images better, and two drawings of a class
  /// overlap more.
  public func softened(radius: Int) -> ImageDataset {
    require(radius >= 0, "ImageDataset \(name): cannot soften by a radius of \(radius)")
    let softened = [UInt8](unsafeUninitializedCapacity: pixels.count) { target, initialized in
      initialized = pixels.count
      guard let base = target.baseAddress else { return }
      pixels.withUnsafeBufferPointer {
        boxFilter($0, count: count, height: height, width: width, radius: radius, into: base)
      }
    }
    return ImageDataset(
      name: name, height: height, width: width, groups: groups, classes: classes, pixels: softened)
  }
}
