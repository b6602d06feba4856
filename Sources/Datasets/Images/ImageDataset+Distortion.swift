import Basics
import Kernels
import Tensor

extension ImageDataset {
  /// The images at the given positions, each distorted at random and at the same time brought to
  /// another size, as `[count, height, width, channels]`, as a network is to see them.
  ///
  /// Sampling the smaller image straight from the large one is sharper than distorting a small image
  /// and faster than resizing a large one that was distorted: 160 images of 105×105 pixels to 28×28
  /// take a few milliseconds. Where images are not in memory a problem with one stops the program;
  /// `reading(at:height:width:distortion:using:)` throws it.
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
    orStop {
      try reading(
        at: indices, height: height, width: width, distortion: distortion, using: &random)
    }
  }

  /// The images at the given positions brought to another size, as `[count, height, width, channels]`,
  /// sampled as they are with a distortion.
  public func images(at indices: [Int], height: Int, width: Int) -> Tensor {
    orStop { try reading(at: indices, height: height, width: width) }
  }

  /// As `images(at:height:width:distortion:using:)`, where `distortion` may be nil for none.
  ///
  /// - Throws: What the source of the images throws; of images in memory nothing.
  public func reading(
    at indices: [Int], height: Int? = nil, width: Int? = nil, distortion: ImageDistortion?,
    using random: inout SeededGenerator
  ) throws -> Tensor {
    guard let distortion else {
      if height == nil && width == nil { return try reading(at: indices) }
      return try reading(at: indices, height: height ?? self.height, width: width ?? self.width)
    }
    requireImages(at: indices)
    let size = sizeOfImages(height: height ?? self.height, width: width ?? self.width)
    return try store.withBytes(of: indices) { bytes, places in
      distortion.images(
        bytes: bytes, layout: format.layout, indices: places, size: size, values: scale,
        using: &random)
    }
  }

  /// As `images(at:height:width:)`.
  ///
  /// - Throws: What the source of the images throws; of images in memory nothing.
  public func reading(at indices: [Int], height: Int, width: Int) throws -> Tensor {
    requireImages(at: indices)
    let size = sizeOfImages(height: height, width: width)
    return try store.withBytes(of: indices) { bytes, places in
      ImageDistortion.images(
        bytes: bytes, layout: format.layout, indices: places, size: size, values: scale)
    }
  }

  private var scale: ChannelScale {
    let scales = format.values.scales(channels: channels)
    return ChannelScale(scale: scales.map(\.factor), shift: scales.map(\.shift))
  }

  private func sizeOfImages(height: Int, width: Int) -> ImageSize {
    require(
      height > 0 && width > 0, "ImageDataset \(name): cannot give images of \(height)×\(width)")
    return ImageSize(height: height, width: width)
  }
}
