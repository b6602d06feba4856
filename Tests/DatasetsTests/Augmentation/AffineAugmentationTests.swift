import Foundation
import Kernels
import Tensor
import Testing

@testable import Datasets

@Suite struct AffineAugmentationTests {
  /// Only what is given, and always.
  private func always(
    rotation: Float = 0, shear: Float = 0, scale: Float = 1, shift: Float = 0
  ) -> AffineAugmentation {
    AffineAugmentation(
      rotation: rotation...rotation, shear: shear...shear, scale: scale...scale,
      shift: shift...shift, probability: 1)
  }

  private func images(_ shape: Shape, seed: UInt64 = 5) -> Tensor {
    var random = SeededGenerator(seed: seed)
    return Tensor.uniform(shape, using: &random)
  }

  private func maps(
    of augmentation: AffineAugmentation, count: Int, height: Int, width: Int,
    using random: inout SeededGenerator
  ) -> [AffineMap] {
    (0..<count).map { _ in
      augmentation.map(height: Float(height), width: Float(width), using: &random)
    }
  }

  private func largestDifference(_ a: Tensor, _ b: Tensor) -> Float {
    zip(a.scalars, b.scalars).map { abs($0 - $1) }.max() ?? 0
  }

  @Test func withProbabilityZeroNothingChanges() {
    var random = SeededGenerator(seed: 1)
    let images = images([3, 6, 7, 2])
    let result = AffineAugmentation(probability: 0)(images, using: &random)
    #expect(largestDifference(result, images) < 1e-6)
  }

  @Test func aQuarterTurnIsCounterclockwise() {
    var random = SeededGenerator(seed: 1)
    let data = sampleDataset()
    let turned = data.symmetriesAsClasses(reflections: false)
    let result = always(rotation: 90)(data.images(at: [7]), using: &random)
    #expect(largestDifference(result, turned.images(at: [data.count + 7])) < 1e-3)
  }

  @Test func aShiftMovesRightAndDownAndUncoversPaper() {
    var random = SeededGenerator(seed: 1)
    let image = Tensor((1...16).map(Float.init), shape: [1, 4, 4, 1])
    let result = always(shift: 0.25)(image, using: &random)
    let expected: [Float] = [0, 0, 0, 0, 0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11]
    #expect(largestDifference(result, Tensor(expected, shape: image.shape)) < 1e-3)
  }

  @Test func aScaleAboveOneEnlarges() {
    var random = SeededGenerator(seed: 1)
    var image = Tensor.zeros([1, 12, 12, 1])
    for (row, column) in [(5, 5), (5, 6), (6, 5), (6, 6)] { image[scalarAt: 0, row, column, 0] = 1 }
    let result = always(scale: 2)(image, using: &random)
    #expect(abs(result.scalars.reduce(0, +) - 16) < 0.01)
  }

  /// Bilinear interpolation in double precision at the points that the maps give.
  private func reference(
    _ images: Tensor, _ augmentation: AffineAugmentation, seed: UInt64
  ) -> [Double] {
    var random = SeededGenerator(seed: seed)
    let (count, height, width) = (images.shape[0], images.shape[1], images.shape[2])
    let maps = maps(of: augmentation, count: count, height: height, width: width, using: &random)
    func pixel(_ image: Int, _ row: Int, _ column: Int) -> Double {
      guard (0..<height).contains(row) && (0..<width).contains(column) else { return 0 }
      return Double(images[scalarAt: image, row, column, 0])
    }
    return (0..<count * height * width).map { position in
      let map = maps[position / (height * width)]
      let u = Double(position % width) - Double(width - 1) / 2
      let v = Double(position / width % height) - Double(height - 1) / 2
      let x = Double(map.xx) * u + Double(map.xy) * v + Double(map.x) + Double(width - 1) / 2
      let y = Double(map.yx) * u + Double(map.yy) * v + Double(map.y) + Double(height - 1) / 2
      let (left, top) = (x.rounded(.down), y.rounded(.down))
      var value = 0.0
      for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let weight =
          (row == 0 ? 1 - (y - top) : y - top) * (column == 0 ? 1 - (x - left) : x - left)
        value += weight * pixel(position / (height * width), Int(top) + row, Int(left) + column)
      }
      return value
    }
  }

  @Test func valuesAreInterpolatedBetweenFourPixels() {
    let images = images([12, 11, 14, 1])
    let augmentation = AffineAugmentation(
      rotation: -40...40, shift: -0.2...0.2, probability: 0.8)
    var random = SeededGenerator(seed: 9)
    let result = augmentation(images, using: &random)
    for (found, expected) in zip(result.scalars, reference(images, augmentation, seed: 9)) {
      #expect(abs(Double(found) - expected) < 2e-3)
    }
  }

  @Test func pointsAreScaledThenShearedThenTurnedThenShifted() {
    var random = SeededGenerator(seed: 1)
    let map = always(rotation: 30, shear: 0.2, scale: 1.25, shift: 0.1)
      .map(height: 50, width: 100, using: &random)
    for (x, y) in [(10.0, 0.0), (0, 10), (-7, 3)] {
      let (u, v) = (1.25 * x + 0.2 * 1.25 * y, 1.25 * y + 0.2 * 1.25 * x)
      // Counterclockwise where y points down; the sine of 30 degrees is a half.
      let (cosine, sine) = (0.75.squareRoot(), 0.5)
      let (tx, ty) = (cosine * u + sine * v + 10, -sine * u + cosine * v + 5)
      #expect(abs(Double(map.xx) * tx + Double(map.xy) * ty + Double(map.x) - x) < 1e-4)
      #expect(abs(Double(map.yx) * tx + Double(map.yy) * ty + Double(map.y) - y) < 1e-4)
    }
  }

  @Test func channelsMoveTogether() {
    let images = images([2, 8, 8, 3])
    var random = SeededGenerator(seed: 2)
    let result = AffineAugmentation()(images, using: &random)
    for channel in 0..<3 {
      let one = stride(from: channel, to: images.count, by: 3).map { images.scalars[$0] }
      var again = SeededGenerator(seed: 2)
      let expected = AffineAugmentation()(Tensor(one, shape: [2, 8, 8, 1]), using: &again)
      let found = stride(from: channel, to: images.count, by: 3).map { result.scalars[$0] }
      #expect(found == expected.scalars)
    }
  }

  @Test func theSeedDecidesAndNotTheNumberOfThreads() {
    let images = images([20, 15, 15, 1])
    let before = ThreadPool.threadCount
    defer { ThreadPool.threadCount = before }
    let results = [1, 2, 5].map { threads in
      ThreadPool.threadCount = threads
      var random = SeededGenerator(seed: 4)
      return AffineAugmentation()(images, using: &random)
    }
    #expect(results[0] == results[1] && results[1] == results[2])
    var other = SeededGenerator(seed: 5)
    #expect(AffineAugmentation()(images, using: &other) != results[0])
  }

  @Test func aboutHalfOfTheComponentsAreUsed() {
    var random = SeededGenerator(seed: 6)
    let maps = maps(
      of: AffineAugmentation(), count: 2000, height: 105, width: 105, using: &random)
    // A map has no shift where neither of the two components is used: one in four.
    let unshifted = maps.count { $0.x == 0 && $0.y == 0 }
    #expect((420...580).contains(unshifted))
    #expect(maps.allSatisfy { abs($0.x) < 6 && abs($0.y) < 6 })
    let untouched = maps.count { $0 == .identity }
    #expect((4...32).contains(untouched))
  }

  @Test func whatTheInitializerRefusesIsNotRead() throws {
    for text in [
      "{\"rotation\":[0,1],\"shear\":[0,1],\"scale\":[1,1],\"shift\":[0,0],\"probability\":1}",
      "{\"rotation\":[0,1],\"shear\":[0,0],\"scale\":[0,1],\"shift\":[0,0],\"probability\":1}",
      "{\"rotation\":[0,1],\"shear\":[0,0],\"scale\":[1,1],\"shift\":[0,0],\"probability\":2}",
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(AffineAugmentation.self, from: Data(text.utf8))
      }
    }
    let value = AffineAugmentation()
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(AffineAugmentation.self, from: data) == value)
  }
}
