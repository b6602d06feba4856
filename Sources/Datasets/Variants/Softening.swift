import Basics
import Kernels
import Tensor

extension ImageDataset {
  /// The same dataset with each pixel replaced by the mean of the square of pixels within `radius` of
  /// it. Beyond the border of ink lies paper; beyond that of a photograph is nothing.
  ///
  /// Wider, softer strokes survive the way to small images better, and two drawings of a class
  /// overlap more.
  public func softened(radius: Int) -> ImageDataset {
    require(radius >= 0, "ImageDataset \(name): cannot soften by a radius of \(radius)")
    let layout = format.layout
    let isInk = format.values.isInk
    let softened = store.mapped(toSize: layout.count) { bytes in
      [UInt8](unsafeUninitializedCapacity: bytes.count) { target, count in
        count = bytes.count
        guard let base = target.baseAddress else { return }
        boxFilter(bytes, layout: layout, radius: radius, padsWithZeros: isInk, into: base)
      }
    }
    return replacingImages(with: softened, of: format)
  }
}
