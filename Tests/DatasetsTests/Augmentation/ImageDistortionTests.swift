import Foundation
import Tensor
import Testing

@testable import Datasets

@Suite struct ImageDistortionTests {
  private let all = ImageDistortion(
    affine: AffineAugmentation(probability: 1), elastic: ElasticAugmentation(),
    strokes: StrokeAugmentation())

  private func largestDifference(_ a: Tensor, _ b: Tensor) -> Float {
    zip(a.scalars, b.scalars).map { abs($0 - $1) }.max() ?? 0
  }

  @Test func withNoDistortionNothingChanges() {
    let images = sampleDataset().images(at: Array(0..<18))
    var random = SeededGenerator(seed: 1)
    let result = ImageDistortion(affine: nil)(images, using: &random)
    #expect(largestDifference(result, images) < 1e-6)
    #expect(random == SeededGenerator(seed: 1))
  }

  @Test func affineAloneIsTheAffineAugmentation() {
    let images = sampleDataset(height: 12, width: 9).images(at: [3, 1])
    let augmentation = AffineAugmentation(probability: 1)
    var (a, b) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
    let one = ImageDistortion(affine: augmentation)(images, using: &a)
    #expect(one == augmentation(images, using: &b) && a == b)
  }

  @Test func alikeIsOneDrawForAllImages() {
    let data = sampleDataset(height: 12, width: 9)
    func alike(_ images: [Int]) -> [Float] {
      var random = SeededGenerator(seed: 5)
      return all.distortedAlike(data.images(at: images), using: &random).scalars
    }
    // Of one image it is what it always is, and what lies beside it is of no account.
    var random = SeededGenerator(seed: 5)
    #expect(alike([3]) == all(data.images(at: [3]), using: &random).scalars)
    #expect(alike([3, 1, 3]) == alike([3]) + alike([1]) + alike([3]))
    #expect(alike([3]) != data.images(at: [3]).scalars)
  }

  @Test func aRecipeIsReadAsItWasWritten() throws {
    for distortion in [
      all, ImageDistortion(affine: nil), ImageDistortion(affine: .handwriting),
      ImageDistortion(affine: .gentle, elastic: ElasticAugmentation(smoothness: 0.2)),
    ] {
      let data = try JSONEncoder().encode(distortion)
      #expect(try JSONDecoder().decode(ImageDistortion.self, from: data) == distortion)
    }
    let none = try JSONDecoder().decode(ImageDistortion.self, from: Data("{}".utf8))
    #expect(none == ImageDistortion(affine: nil))
  }

  @Test func partsOfPicturesAreReadAsTheyWereWritten() throws {
    var all = ImageDistortion.photographs
    (all.affine, all.elastic) = (.gentle, ElasticAugmentation())
    (all.fill, all.gray) = (.color(.white), 0.2)
    (all.blur, all.erasing) = (GaussianBlur(), RandomErasing())
    let data = try JSONEncoder().encode(all)
    #expect(try JSONDecoder().decode(ImageDistortion.self, from: data) == all)
    // What does nothing leaves no trace.
    let none = try JSONEncoder().encode(ImageDistortion(affine: nil))
    #expect(String(decoding: none, as: UTF8.self) == "{}")
    for text in ["{\"gray\":2}", "{\"fill\":{}}", "{\"crop\":{\"scale\":[0,1]}}"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(ImageDistortion.self, from: Data(text.utf8))
      }
    }
  }

  @Test func strokesAreThickenedBeforeTheyAreTurned() {
    var image = Tensor.zeros([1, 9, 9, 1])
    for column in 2...4 { image[scalarAt: 0, 2, column, 0] = 1 }
    let quarter = AffineAugmentation(
      rotation: 90...90, shear: 0...0, scale: 2...2, shift: 0...0, probability: 1)
    let thicker = StrokeAugmentation(change: 1 / 9...1 / 9)
    var random = SeededGenerator(seed: 1)
    let both = ImageDistortion(affine: quarter, strokes: thicker)(image, using: &random)
    let first = ImageDistortion(affine: nil, strokes: thicker)(image, using: &random)
    #expect(first.scalars.reduce(0, +) > 10)
    #expect(largestDifference(both, quarter(first, using: &random)) < 1e-3)
  }

  @Test func distortingWhileResizingIsDistortingThenAveraging() {
    let data = Glyphs(alphabets: 1, characters: 5, drawers: 4, seed: 2).dataset(size: 90)
    var (a, b) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
    let small = data.images(
      at: Array(0..<20), height: 30, width: 30, distortion: all, using: &a)
    let large = all(data.images(at: Array(0..<20)), using: &b)
    #expect(a == b)
    var differences: [Float] = []
    for (position, value) in small.scalars.enumerated() {
      let (image, row, column) = (position / 900, position / 30 % 30 * 3, position % 30 * 3)
      var mean: Float = 0
      for tap in 0..<9 {
        mean += large[scalarAt: image, row + tap / 3, column + tap % 3, 0] / 9
      }
      differences.append(abs(value - mean))
    }
    // Within a pixel of the small image the elastic displacement is taken to change evenly.
    #expect(differences.max()! < 0.05)
    #expect(differences.reduce(0, +) / Float(differences.count) < 1e-3)
  }

  @Test func paperIsUncovered() {
    var random = SeededGenerator(seed: 1)
    let ink = Tensor.ones([6, 20, 20, 1])
    let away = AffineAugmentation(
      rotation: 0...0, shear: 0...0, scale: 1...1, shift: 0.5...0.5, probability: 1)
    let result = ImageDistortion(
      affine: away, elastic: ElasticAugmentation(), strokes: StrokeAugmentation())(
        ink, using: &random)
    for image in 0..<6 {
      #expect(result[scalarAt: image, 0, 0, 0] == 0)
      #expect(result[scalarAt: image, 16, 16, 0] == 1)
    }
  }

  @Test func channelsMoveTogether() {
    var random = SeededGenerator(seed: 2)
    let images = Tensor.uniform([2, 16, 16, 3], using: &random)
    var (a, b) = (SeededGenerator(seed: 2), SeededGenerator(seed: 2))
    let result = all(images, using: &a)
    let middle = stride(from: 1, to: images.count, by: 3).map { images.scalars[$0] }
    let expected = all(Tensor(middle, shape: [2, 16, 16, 1]), using: &b)
    let found = stride(from: 1, to: images.count, by: 3).map { result.scalars[$0] }
    #expect(found == expected.scalars)
  }

  @Test func theSeedDecidesAndNotTheNumberOfThreads() {
    let data = sampleDataset(height: 40, width: 30)
    let before = ThreadPool.threadCount
    defer { ThreadPool.threadCount = before }
    let results = [1, 2, 5].map { threads in
      ThreadPool.threadCount = threads
      var random = SeededGenerator(seed: 4)
      return data.images(
        at: Array(0..<18), height: 11, width: 12, distortion: all, using: &random)
    }
    #expect(results[0] == results[1] && results[1] == results[2])
    var other = SeededGenerator(seed: 5)
    #expect(
      data.images(at: Array(0..<18), height: 11, width: 12, distortion: all, using: &other)
        != results[0])
  }
}
