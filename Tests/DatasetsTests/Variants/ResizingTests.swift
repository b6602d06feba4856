import Tensor
import Testing

@testable import Datasets

@Suite struct ResizingTests {
  /// The mean over the covered area, pixel by pixel, as the definition says.
  private func areaMean(_ data: ImageDataset, _ image: Int, height: Int, width: Int) -> [Double] {
    let source = pixels(data, image)
    func overlap(_ pixel: Int, _ index: Int, _ from: Int, _ to: Int) -> Double {
      let scale = Double(from) / Double(to)
      let end = min(Double(pixel + 1), Double(index + 1) * scale)
      return max(0, end - max(Double(pixel), Double(index) * scale)) / scale
    }
    return (0..<height * width).map { target in
      (0..<source.count).reduce(0.0) { sum, position in
        sum + Double(source[position])
          * overlap(position / data.width, target / width, data.height, height)
          * overlap(position % data.width, target % width, data.width, width)
      }
    }
  }

  @Test(arguments: [(3, 4), (7, 9), (5, 2), (1, 1)])
  func resizedPixelsAreMeansOfTheirArea(height: Int, width: Int) {
    let data = sampleDataset(height: 7, width: 9)
    let small = data.resized(height: height, width: width)
    #expect(small.imageShape == [height, width, 1])
    #expect(small.classes == data.classes)
    for image in [0, data.count - 1] {
      let expected = areaMean(data, image, height: height, width: width)
      for (found, mean) in zip(pixels(small, image), expected) {
        #expect(abs(Double(found) - mean) <= 0.51)
      }
    }
  }

  /// A pixel of an enlarged image: on the straight lines between the four centers around its own.
  private func interpolated(
    _ data: ImageDataset, _ image: Int, row: Int, column: Int, height: Int, width: Int
  ) -> Double {
    let source = pixels(data, image)
    func neighbors(_ index: Int, _ from: Int, _ to: Int) -> [(Int, Double)] {
      let place = (Double(index) + 0.5) * Double(from) / Double(to) - 0.5
      let (low, part) = (place.rounded(.down), place - place.rounded(.down))
      return [(Int(low), 1 - part), (Int(low) + 1, part)]
        .map { (min(from - 1, max(0, $0.0)), $0.1) }
    }
    return neighbors(row, data.height, height).reduce(0) { sum, row in
      neighbors(column, data.width, width).reduce(sum) { sum, column in
        sum + row.1 * column.1 * Double(source[row.0 * data.width + column.0])
      }
    }
  }

  @Test(arguments: [(11, 20), (7, 10), (8, 9), (100, 100)])
  func enlargedPixelsAreInterpolated(height: Int, width: Int) {
    let data = sampleDataset(height: 7, width: 9)
    let large = pixels(data.resized(height: height, width: width), 3)
    let errors = large.enumerated().map { position, found in
      abs(
        Double(found)
          - interpolated(
            data, 3, row: position / width, column: position % width, height: height, width: width))
    }
    #expect(errors.max() ?? 1 <= 0.51)
  }

  @Test func aPixelAndALineCanBeEnlarged() {
    let pixel = sampleDataset(height: 1, width: 1)
    #expect(
      pixels(pixel.resized(height: 3, width: 2), 4)
        == Array(repeating: pixels(pixel, 4)[0], count: 6))
    let line = sampleDataset(height: 1, width: 40)
    #expect(line.resized(height: 30, width: 4).imageShape == [30, 4, 1])
  }

  @Test func sampledImagesOfAThirdOfTheSizeAreMeansOfTheirArea() {
    let data = sampleDataset(height: 9, width: 12)
    let sampled = data.images(at: [4, 1], height: 3, width: 4)
    #expect(sampled.shape == [2, 3, 4, 1])
    let expected =
      areaMean(data, 4, height: 3, width: 4) + areaMean(data, 1, height: 3, width: 4)
    for (found, mean) in zip(sampled.scalars, expected) {
      #expect(abs(Double(found) - mean / 255) < 1e-5)
    }
  }

  @Test func atTheirOwnSizeImagesStayAsTheyAre() {
    let data = sampleDataset()
    let plain = data.images(at: [3, 5])
    for (a, b) in zip(data.images(at: [3, 5], height: 5, width: 5).scalars, plain.scalars) {
      #expect(abs(a - b) < 1e-6)
    }
  }

  @Test func distortingWhileResizingIsDistortingThenAveraging() {
    let data = sampleDataset(height: 30, width: 30)
    let augmentation = AffineAugmentation(probability: 1)
    var (a, b) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
    let fused = data.images(
      at: Array(0..<10), height: 10, width: 10, distortion: ImageDistortion(affine: augmentation),
      using: &a)
    let large = augmentation(data.images(at: Array(0..<10)), using: &b)
    #expect(a == b)
    for (position, value) in fused.scalars.enumerated() {
      let (image, row, column) = (position / 100, position / 10 % 10 * 3, position % 10 * 3)
      var mean: Float = 0
      for tap in 0..<9 {
        mean += large[scalarAt: image, row + tap / 3, column + tap % 3, 0] / 9
      }
      #expect(abs(value - mean) < 1e-3)
    }
  }
}
