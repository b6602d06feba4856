import Tensor
import TestSupport
import Testing

@testable import Datasets

@Suite struct ImageDatasetDistortionTests {
  private func dataset(_ values: PixelValues, channels: Int) -> ImageDataset {
    var random = SeededGenerator(seed: 8)
    let format = ImageFormat(height: 10, width: 8, channels: channels, values: values)
    return ImageDataset(
      name: "d", format: format, groups: [], classes: [],
      pixels: (0..<5 * format.byteCount).map { _ in UInt8(random.next() >> 56) })
  }

  private struct Stored: ImageSource {
    let dataset: ImageDataset
    var count: Int { dataset.count }
    func pixels(at position: Int) -> [UInt8] { dataset.bytes(ofImage: position) }
  }

  @Test(arguments: [1, 3])
  func imagesOfASourceAreDistortedAsThoseInMemory(channels: Int) throws {
    let memory = dataset(.imageNet, channels: channels)
    let source = ImageDataset(
      name: "d", format: memory.format, groups: [], classes: [], source: Stored(dataset: memory))
    for distortion in [ImageDistortion.photographs, .koch] {
      var (first, second) = (SeededGenerator(seed: 2), SeededGenerator(seed: 2))
      let expected = memory.images(
        at: [4, 0, 4], height: 6, width: 7, distortion: distortion, using: &first)
      let found = try source.reading(
        at: [4, 0, 4], height: 6, width: 7, distortion: distortion, using: &second)
      #expect(found == expected && found.shape == [3, 6, 7, channels])
      #expect(first.next() == second.next())
    }
  }

  /// What a network sees is scaled last, whatever happened before.
  @Test func valuesAreThoseOfThePreparation() throws {
    let values = PixelValues.photograph(mean: [0.5, 0.25, 0], deviation: [0.5, 0.25, 2])
    let plain = dataset(.photograph(mean: [0], deviation: [1]), channels: 3)
    let scaled = dataset(values, channels: 3)
    func normalized(_ images: Tensor) -> Tensor {
      let (mean, deviation): ([Float], [Float]) = ([0.5, 0.25, 0], [0.5, 0.25, 2])
      let scalars = images.scalars.enumerated().map { ($1 - mean[$0 % 3]) / deviation[$0 % 3] }
      return Tensor(scalars, shape: images.shape)
    }
    expectClose(scaled.images(at: [1, 2]), normalized(plain.images(at: [1, 2])))
    expectClose(
      scaled.images(at: [1, 2], height: 5, width: 4),
      normalized(plain.images(at: [1, 2], height: 5, width: 4)))
    var (first, second) = (SeededGenerator(seed: 2), SeededGenerator(seed: 2))
    expectClose(
      scaled.images(at: [1, 2], distortion: .photographs, using: &first),
      normalized(plain.images(at: [1, 2], distortion: .photographs, using: &second)))
  }

  @Test func withoutDistortionNothingIsDrawn() throws {
    let data = dataset(.ink(), channels: 1)
    var random = SeededGenerator(seed: 3)
    let images = try data.reading(at: [1], distortion: nil, using: &random)
    #expect(images == data.images(at: [1]))
    let small = try data.reading(at: [1], height: 5, distortion: nil, using: &random)
    #expect(small == data.images(at: [1], height: 5, width: 8))
    var untouched = SeededGenerator(seed: 3)
    #expect(random.next() == untouched.next())
  }
}
