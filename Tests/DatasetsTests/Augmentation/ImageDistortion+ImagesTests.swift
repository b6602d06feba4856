import Kernels
import Tensor
import Testing

@testable import Datasets

@Suite struct ImageDistortionImagesTests {
  private let layout = PixelLayout(height: 12, width: 10, channels: 3)
  private let size = ImageSize(height: 8, width: 9)

  private func bytes(_ layout: PixelLayout, count: Int) -> [UInt8] {
    var random = SeededGenerator(seed: 8)
    return (0..<count * layout.count).map { _ in UInt8(random.next() >> 56) }
  }

  /// All there is.
  private var all: ImageDistortion {
    var all = ImageDistortion.photographs
    (all.affine, all.elastic) = (.handwriting, ElasticAugmentation())
    (all.gray, all.fill) = (0.3, .reflection)
    (all.blur, all.erasing) = (GaussianBlur(), RandomErasing(content: .noise))
    return all
  }

  private func images(
    _ distortion: ImageDistortion, _ bytes: [UInt8], _ layout: PixelLayout, at indices: [Int],
    values: ChannelScale? = nil, size: ImageSize? = nil
  ) -> Tensor {
    var random = SeededGenerator(seed: 4)
    return bytes.withUnsafeBufferPointer {
      distortion.images(
        bytes: $0, layout: layout, indices: indices, size: size ?? self.size,
        values: values ?? .unit(channels: layout.channels), using: &random)
    }
  }

  private func largestDifference(_ a: Tensor, _ b: Tensor) -> Float {
    a.shape == b.shape ? zip(a.scalars, b.scalars).map { abs($0 - $1) }.max() ?? 0 : .infinity
  }

  @Test func bytesAreScalarsTimes255() {
    let bytes = bytes(layout, count: 3)
    let scalars = Tensor(bytes.map { Float($0) / 255 }, shape: [3, 12, 10, 3])
    var random = SeededGenerator(seed: 4)
    let expected = all(scalars, using: &random)
    let found = images(all, bytes, layout, at: [0, 1, 2], size: layout.size)
    #expect(largestDifference(found, expected) < 1e-4)
    #expect(largestDifference(expected, scalars) > 0.2)
  }

  @Test(arguments: [1, 3])
  func indicesSayWhichImageEachIsMadeOf(channels: Int) {
    let layout = PixelLayout(height: 12, width: 10, channels: channels)
    let bytes = bytes(layout, count: 4)
    let picked = [3, 0, 3].flatMap { bytes[$0 * layout.count..<($0 + 1) * layout.count] }
    let found = images(all, bytes, layout, at: [3, 0, 3])
    #expect(found.shape == [3, 8, 9, channels])
    #expect(found == images(all, picked, layout, at: [0, 1, 2]))
  }

  @Test(arguments: [1, 3])
  func valuesAreScaledAndShiftedInTheEnd(channels: Int) {
    let layout = PixelLayout(height: 12, width: 10, channels: channels)
    let bytes = bytes(layout, count: 2)
    let values = ChannelScale(
      scale: Array([4, 2, 0.5].prefix(channels)), shift: Array([-1, 3, 0.25].prefix(channels)))
    let plain = images(all, bytes, layout, at: [0, 1])
    let found = images(all, bytes, layout, at: [0, 1], values: values)
    for (i, value) in plain.scalars.enumerated() {
      let channel = i % channels
      let expected = value * values.scale[channel] + values.shift[channel]
      #expect(abs(found.scalars[i] - expected) < 1e-5)
    }
  }

  /// Paper is around ink, where it is enlarged; around photographs nothing darker is.
  @Test(arguments: [1, 3])
  func withoutChangesOnlyTheSizeIsAnother(channels: Int) {
    let layout = PixelLayout(height: 12, width: 10, channels: channels)
    let bytes = [UInt8](repeating: 51, count: layout.count)
    let (shift, target) = ([Float](repeating: 1, count: channels), ImageSize(height: 30, width: 7))
    let photograph = ChannelScale(scale: shift, shift: shift)
    func resized(_ values: ChannelScale) -> Tensor {
      bytes.withUnsafeBufferPointer {
        ImageDistortion.images(
          bytes: $0, layout: layout, indices: [0], size: target, values: values)
      }
    }
    let plain = Tensor.full([1, 30, 7, channels], 1.2)
    #expect(largestDifference(resized(photograph), plain) < 1e-5)
    if channels == 1 { #expect(resized(.unit(channels: 1)).scalars[0] < 0.19) }
    let found = images(
      ImageDistortion(affine: nil), bytes, layout, at: [0], values: photograph, size: target)
    #expect(largestDifference(found, plain) < 1e-5)
  }

  @Test func aWhitePictureStaysWhiteUpToItsBorder() {
    let bytes = [UInt8](repeating: 255, count: layout.count)
    let crop = ImageDistortion(crop: RandomResizedCrop(), flips: RandomFlip())
    for seed in 0..<20 {
      var random = SeededGenerator(seed: UInt64(seed))
      let found = bytes.withUnsafeBufferPointer {
        crop.images(
          bytes: $0, layout: layout, indices: [0], size: ImageSize(height: 40, width: 40),
          values: .unit(channels: 3), using: &random)
      }
      #expect(largestDifference(found, Tensor.ones(found.shape)) < 1e-5)
    }
  }

  @Test func grayImagesAreThoseOfOneOfThreeEqualChannels() {
    let one = PixelLayout(height: 12, width: 10, channels: 1)
    let gray = bytes(one, count: 2)
    var geometry = all
    (geometry.colors, geometry.erasing) = (nil, RandomErasing(content: .mean, probability: 1))
    let three = images(geometry, gray.flatMap { [$0, $0, $0] }, layout, at: [0, 1])
    let found = images(geometry, gray, one, at: [0, 1])
    for (i, value) in found.scalars.enumerated() {
      #expect(abs(three.scalars[3 * i + 1] - value) < 1e-5)
    }
  }

  @Test(arguments: [1, 2, 3, 5])
  func anyNumberOfChannelsIsDistorted(channels: Int) {
    var random = SeededGenerator(seed: 2)
    let images = Tensor.uniform([2, 12, 10, channels], using: &random)
    let found = all(images, using: &random)
    #expect(found.shape == images.shape && found.isFinite)
    #expect(largestDifference(found, images) > 0.2)
  }

  @Test(arguments: [[0, 12, 10, 3], [2, 0, 10, 3], [2, 12, 0, 1], [3, 1, 1, 3], [3, 1, 2, 1]])
  func smallImagesAndNoneAreDistorted(shape: [Int]) {
    var random = SeededGenerator(seed: 3)
    let images = Tensor.uniform(Shape(shape), using: &random)
    var small = all
    for fill in [ImageFill.zero, .edge, .reflection] {
      small.fill = fill
      let found = small(images, using: &random)
      #expect(found.shape == images.shape && found.isFinite)
    }
  }

  @Test func theSeedDecidesAndNotTheNumberOfThreads() {
    let bytes = bytes(layout, count: 3)
    let before = ThreadPool.threadCount
    defer { ThreadPool.threadCount = before }
    let results = [1, 2, 5].map { threads in
      ThreadPool.threadCount = threads
      return images(all, bytes, layout, at: (0..<30).map { $0 % 3 })
    }
    #expect(results[0] == results[1] && results[1] == results[2])
  }

  @Test func imagesThatAreNotThereStop() async {
    await #expect(processExitsWith: .failure) {
      _ = [UInt8](repeating: 0, count: 12).withUnsafeBufferPointer {
        ImageDistortion.images(
          bytes: $0, layout: PixelLayout(height: 2, width: 2, channels: 3), indices: [1],
          size: ImageSize(height: 2, width: 2), values: .unit(channels: 3))
      }
    }
  }
}
