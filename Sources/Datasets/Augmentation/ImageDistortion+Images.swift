import Basics
import Kernels
import Tensor

extension ImageDistortion {
  /// Each of the images, of shape `[count, height, width, channels]`, distorted in its own way and
  /// sampled with bilinear interpolation.
  ///
  /// Any number of channels is cropped, flipped, distorted, blurred and covered. Colors, contrast and
  /// brightness expect values from 0 to 1, as does a fill by color, whose 255 is 1; they change images
  /// of three channels, and brightness and contrast also those of one.
  ///
  /// The result depends on the generator alone, not on the number of threads; it carries no history
  /// for gradients.
  public func callAsFunction(_ images: Tensor, using random: inout SeededGenerator) -> Tensor {
    let layout = Self.layout(of: images)
    return Self.changed(
      images,
      by: draw(images.shape[0], of: layout, to: layout.size, isInk: true, using: &random))
  }

  /// All of the images, of shape `[count, height, width, channels]`, distorted in one way, drawn once.
  package func distortedAlike(_ images: Tensor, using random: inout SeededGenerator) -> Tensor {
    let layout = Self.layout(of: images)
    let drawn = draw(1, of: layout, to: layout.size, isInk: true, using: &random)
    return Self.changed(images, by: Array(repeating: drawn[0], count: images.shape[0]))
  }

  /// Images that lie in memory as bytes, each distorted in its own way and brought to a size:
  /// `[indices.count, height, width, channels]`.
  ///
  /// - Parameters:
  ///   - bytes: Images of the layout, one after another.
  ///   - layout: Their size, and 1 or 3 channels.
  ///   - indices: Image i of the result is made of image `indices[i]` of `bytes`.
  ///   - size: Of the result's images.
  ///   - values: What becomes of a channel's values, which are 0 to 1 until then.
  ///   - random: Where the distortions are drawn from.
  package func images(
    bytes: UnsafeBufferPointer<UInt8>, layout: PixelLayout, indices: [Int], size: ImageSize,
    values: ChannelScale, using random: inout SeededGenerator
  ) -> Tensor {
    Self.images(
      bytes: bytes, layout: layout, indices: indices, size: size, values: values,
      changes: draw(
        indices.count, of: layout, to: size, isInk: Self.isInk(values), using: &random))
  }

  /// The same with what happens to each image; nil: nothing but the change of size.
  package static func images(
    bytes: UnsafeBufferPointer<UInt8>, layout: PixelLayout, indices: [Int], size: ImageSize,
    values: ChannelScale, changes: [ImageChange]? = nil
  ) -> Tensor {
    var none = ImageChange.none
    none.warp.surroundings = surroundings(isInk: isInk(values))
    let changes = changes ?? Array(repeating: none, count: indices.count)
    let images = bytes.count / max(1, layout.count)
    for index in indices {
      require(
        (0..<images).contains(index), "ImageDistortion: no image \(index), there are \(images)")
    }
    require(
      values.scale.count == layout.channels && values.shift.count == layout.channels,
      "ImageDistortion: \(values.scale.count) factors for \(layout.channels) channels")
    let change = ChangedImages(layout, size: size, values: values)
    return Tensor([indices.count, size.height, size.width, layout.channels]) { target in
      change(bytes: bytes, indices: indices, changes: changes, into: target)
    }
  }

  /// Whether images have one channel whose values stay from 0, paper, to 1.
  private static func isInk(_ values: ChannelScale) -> Bool { values == .unit(channels: 1) }

  private static func layout(of images: Tensor) -> PixelLayout {
    require(
      images.rank == 4,
      "ImageDistortion: expected images of [count, height, width, channels], got \(images.shape)")
    return PixelLayout(
      height: images.shape[1], width: images.shape[2], channels: images.shape[3])
  }

  private static func changed(_ images: Tensor, by changes: [ImageChange]) -> Tensor {
    let layout = layout(of: images)
    let change = ChangedImages(layout, size: layout.size)
    return Tensor(images.shape) { target in
      withScalars(images) { change($0, changes: changes, into: target) }
    }
  }
}
