import Basics
import Kernels
import Tensor

extension ImageDataset {
  /// The same dataset with images of another size: each new pixel is the mean of the area that it
  /// covers, so that strokes of 105×105 pixels stay whole at 28×28. If images grow, new pixels lie
  /// on straight lines between the old ones. Images of that size already stay as they are.
  public func resized(height: Int, width: Int) -> ImageDataset {
    require(
      height > 0 && width > 0,
      "ImageDataset \(name): cannot resize images to \(height)×\(width) pixels")
    if (height, width) == (self.height, self.width) { return self }
    let form = format.resized(height: height, width: width)
    let resize = FilteredResize(
      format.layout, to: (height, width), part: (0..<height, 0..<width), filter: .area)
    let (size, newSize) = (format.byteCount, form.byteCount)
    let resized = store.mapped(toSize: newSize) { bytes in
      let images = bytes.count / max(1, size)
      return [UInt8](unsafeUninitializedCapacity: images * newSize) { target, count in
        count = images * newSize
        guard let base = target.baseAddress else { return }
        resize(bytes, into: base)
      }
    }
    return replacingImages(with: resized, of: form)
  }
}
