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

  /// The images at the given positions, each distorted at random and at the same time brought to
  /// another size, as `[count, height, width, 1]`, 0 for paper and 1 for ink.
  ///
  /// Sampling the smaller image straight from the large one is sharper than distorting a small image
  /// and faster than resizing a large one that was distorted: 160 images of 105×105 pixels to 28×28
  /// take a few milliseconds.
  ///
  /// - Parameters:
  ///   - indices: The positions of the images.
  ///   - height: By default that of the dataset's images.
  ///   - width: By default that of the dataset's images.
  ///   - distortion: How much the images are distorted.
  ///   - random: Where the distortions are drawn from.
  public func images(
    at indices: [Int], height: Int? = nil, width: Int? = nil, distortion: ImageDistortion,
    using random: inout SeededGenerator
  ) -> Tensor {
    let drawn = distortion.draw(
      indices.count, height: self.height, width: self.width, using: &random)
    return images(
      at: indices, height: height ?? self.height, width: width ?? self.width, through: drawn)
  }

  /// The images at the given positions brought to another size, as `[count, height, width, 1]`,
  /// sampled as they are with a distortion.
  public func images(at indices: [Int], height: Int, width: Int) -> Tensor {
    images(
      at: indices, height: height, width: width,
      through: Array(repeating: .none, count: indices.count))
  }

  private func images(
    at indices: [Int], height: Int, width: Int, through distortions: [ImageWarp.Distortion]
  ) -> Tensor {
    requireImages(at: indices)
    require(
      height > 0 && width > 0, "ImageDataset \(name): cannot give images of \(height)×\(width)")
    let warp = ImageWarp(
      height: self.height, width: self.width, targetHeight: height, targetWidth: width)
    return Tensor([indices.count, height, width, 1]) { target in
      pixels.withUnsafeBufferPointer {
        warp(bytes: $0, indices: indices, distortions: distortions, into: target)
      }
    }
  }
}
