import Foundation
import Kernels
import Tensor
import Testing

@testable import Datasets

@Suite struct RandomResizedCropTests {
  private let size = ImageSize(height: 60, width: 90)

  /// A crop as a distortion draws it.
  private func crop(_ box: [Float], of picture: Tensor) -> ImageChange {
    let (height, width) = (picture.shape[1], picture.shape[2])
    var change = ImageChange(
      .init(map: .identity, area: ImageSize(height: Int(box[2]), width: Int(box[3]))))
    change.warp.surroundings = .edge
    change.warp.map.x = box[1] + (box[3] - Float(width)) / 2
    change.warp.map.y = box[0] + (box[2] - Float(height)) / 2
    return change
  }

  @Test(arguments: ["crop-enlarged", "crop-whole", "crop-same"])
  func cropsThatDoNotShrinkAreThoseOfTorchvision(name: String) {
    let judgement = PictureJudgement(name)
    judgement.compare(tolerance: 3e-4) { crop($0, of: judgement.picture) }
  }

  /// Ours averages samples, torchvision weighs pixels by a triangle that reaches further: of a picture
  /// with noise of a tenth they differ by less than a fortieth in the mean.
  @Test func cropsThatShrinkAreNearlyThoseOfTorchvision() {
    let judgement = PictureJudgement("crop-reduced")
    for (box, output) in judgement.cases {
      let found = judgement.changed(by: crop(box, of: judgement.picture), as: output)
      let errors = zip(found.scalars, output.scalars).map { abs($0 - $1) }
      let mean = errors.reduce(0, +) / Float(errors.count)
      #expect(mean < 0.025, "\(box)")
    }
  }

  private func boxes(_ crop: RandomResizedCrop, of size: ImageSize, count: Int) -> [ImageBox] {
    var random = SeededGenerator(seed: 2)
    return (0..<count).compactMap { _ in crop.box(of: size, using: &random) }
  }

  @Test func partsHaveTheAreasAndProportionsAskedFor() {
    let found = boxes(RandomResizedCrop(scale: 0.2...0.5), of: size, count: 2000)
    #expect(found.count == 2000)
    let areas = found.map { Float($0.size.pixels) / Float(size.pixels) }
    let ratios = found.map { Float($0.size.width) / Float($0.size.height) }
    // Sides are rounded to whole pixels.
    #expect(areas.allSatisfy { (0.19...0.51).contains($0) })
    #expect(areas.min()! < 0.21 && areas.max()! > 0.49)
    #expect(ratios.allSatisfy { (0.72...1.37).contains($0) })
    #expect(ratios.min()! < 0.77 && ratios.max()! > 1.3)
    // As often wider than high as higher than wide.
    let logarithm = ratios.map { log($0) }.reduce(0, +) / 2000
    #expect(abs(logarithm) < 0.02)
    for box in found {
      #expect(box.top >= 0 && box.top + box.size.height <= size.height)
      #expect(box.left >= 0 && box.left + box.size.width <= size.width)
    }
    #expect(Set(found.map(\.top)).count > 30 && Set(found.map(\.left)).count > 45)
  }

  @Test func whereNoneFitsTheLargestInTheMiddleIsTaken() {
    let narrow = ImageSize(height: 100, width: 10)
    let found = boxes(RandomResizedCrop(scale: 0.9...1), of: narrow, count: 5)
    let expected = ImageBox(top: 43, left: 0, size: ImageSize(height: 13, width: 10))
    #expect(found.count == 5 && found.allSatisfy { $0 == expected })
    let wide = ImageSize(height: 10, width: 100)
    let turned = ImageBox(top: 0, left: 43, size: ImageSize(height: 10, width: 13))
    #expect(boxes(RandomResizedCrop(scale: 1...1), of: wide, count: 1) == [turned])
    let whole = boxes(RandomResizedCrop(scale: 1...1, ratio: 0.1...10), of: wide, count: 400)
    #expect(whole.allSatisfy { $0.size.pixels >= 950 })
  }

  @Test func imagesAreCroppedWithTheProbability() {
    let crop = RandomResizedCrop(probability: 0.25)
    #expect(abs(boxes(crop, of: size, count: 2000).count - 500) < 90)
  }

  @Test func rangesThatMakeNoSenseStop() async {
    await #expect(processExitsWith: .failure) { _ = RandomResizedCrop(scale: 0...1) }
    await #expect(processExitsWith: .failure) { _ = RandomResizedCrop(scale: 0.5...1.5) }
    await #expect(processExitsWith: .failure) { _ = RandomResizedCrop(ratio: 0...1) }
  }

  @Test func whatTheInitializerRefusesIsNotRead() throws {
    for text in [
      "{\"scale\":[0,1],\"ratio\":[1,1],\"probability\":1}",
      "{\"scale\":[0.1,1.1],\"ratio\":[1,1],\"probability\":1}",
      "{\"scale\":[0.1,1],\"ratio\":[0,1],\"probability\":1}",
      "{\"scale\":[0.1,1],\"ratio\":[1,1],\"probability\":2}", "{}",
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(RandomResizedCrop.self, from: Data(text.utf8))
      }
    }
    let value = RandomResizedCrop(scale: 0.3...0.9, probability: 0.5)
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(RandomResizedCrop.self, from: data) == value)
  }
}
