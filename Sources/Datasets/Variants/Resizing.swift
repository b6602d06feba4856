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
    let resize = Resampling(
      height: self.height, width: self.width, targetHeight: height, targetWidth: width)
    let resized = [UInt8](unsafeUninitializedCapacity: self.count * height * width) {
      target, count in
      count = self.count * height * width
      guard let base = target.baseAddress else { return }
      pixels.withUnsafeBufferPointer { resize($0, count: self.count, into: base) }
    }
    return ImageDataset(
      name: name, height: height, width: width, groups: groups, classes: classes, pixels: resized)
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
    requireImages(at: indices)
    let size = sizeOfImages(height: height ?? self.height, width: width ?? self.width)
    return pixels.withUnsafeBufferPointer {
      distortion.images(
        bytes: $0, layout: layout, indices: indices, size: size, values: .unit(channels: 1),
        using: &random)
    }
  }

  /// The images at the given positions brought to another size, as `[count, height, width, 1]`,
  /// sampled as they are with a distortion.
  public func images(at indices: [Int], height: Int, width: Int) -> Tensor {
    requireImages(at: indices)
    let size = sizeOfImages(height: height, width: width)
    return pixels.withUnsafeBufferPointer {
      ImageDistortion.images(
        bytes: $0, layout: layout, indices: indices, size: size, values: .unit(channels: 1))
    }
  }

  private var layout: PixelLayout { PixelLayout(height: height, width: width, channels: 1) }

  private func sizeOfImages(height: Int, width: Int) -> ImageSize {
    require(
      height > 0 && width > 0, "ImageDataset \(name): cannot give images of \(height)×\(width)")
    return ImageSize(height: height, width: width)
  }
}
