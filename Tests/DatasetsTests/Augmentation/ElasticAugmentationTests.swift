import Datasets
import Foundation
import Tensor
import Testing

@Suite struct ElasticAugmentationTests {
  private static let (height, width) = (48, 64)

  /// Displacements along x or y of the pixels away from the border, in rows of `side`, those of an
  /// image together.
  ///
  /// Where a pixel is as bright as its coordinate, a distorted image tells where it was looked up.
  private func displacements(
    _ augmentation: ElasticAugmentation, images count: Int, alongX: Bool
  ) -> (values: [Float], side: Int) {
    let (height, width) = (Self.height, Self.width)
    let ramp = (0..<count * height * width).map { position in
      Float(alongX ? position % width : position / width % height)
    }
    var random = SeededGenerator(seed: 3)
    let scalars = ImageDistortion(affine: nil, elastic: augmentation)(
      Tensor(ramp, shape: [count, height, width, 1]), using: &random
    ).scalars
    let (rows, columns) = (height / 4..<height * 3 / 4, width / 4..<width * 3 / 4)
    var values: [Float] = []
    for image in 0..<count {
      for row in rows {
        for column in columns {
          let position = (image * height + row) * width + column
          values.append(scalars[position] - ramp[position])
        }
      }
    }
    return (values, columns.count)
  }

  private func meanProduct(_ values: [Float], _ side: Int, apart: Int) -> Double {
    var (sum, count) = (0.0, 0)
    for row in 0..<values.count / side {
      for column in 0..<side - apart {
        sum += Double(values[row * side + column] * values[row * side + column + apart])
        count += 1
      }
    }
    return sum / Double(count)
  }

  @Test(arguments: [true, false], [Float(0.01), 0.03])
  func displacementsSpreadAsFarAsTheAmplitudeSays(alongX: Bool, amplitude: Float) {
    let (values, side) = displacements(
      .init(amplitude: amplitude...amplitude), images: 300, alongX: alongX)
    let deviation = meanProduct(values, side, apart: 0).squareRoot()
    let expected = amplitude * Float(alongX ? Self.width : Self.height)
    #expect(abs(deviation / Double(expected) - 1) < 0.06)
    let mean = values.reduce(0, +) / Float(values.count)
    #expect(abs(mean) < 0.1 * expected)
  }

  /// White noise after a Gaussian filter has the autocorrelation exp(−d² / 4σ²).
  @Test(arguments: [4, 8, 12])
  func displacementsAreAsSmoothAsAfterAGaussian(apart: Int) {
    let sigma = 8.0
    let augmentation = ElasticAugmentation(
      amplitude: 0.02...0.02, smoothness: Float(sigma) / Float(Self.width))
    let (values, side) = displacements(augmentation, images: 300, alongX: true)
    let correlation =
      meanProduct(values, side, apart: apart) / meanProduct(values, side, apart: 0)
    let distance = Double(apart)
    #expect(abs(correlation - exp(-distance * distance / (4 * sigma * sigma))) < 0.07)
  }

  @Test func withoutAmplitudeNothingChanges() {
    let (values, _) = displacements(.init(amplitude: 0...0), images: 1, alongX: true)
    #expect(values.allSatisfy { abs($0) < 1e-4 })
  }

  @Test func everyImageDrawsItsAmplitudeAndItsField() {
    let (values, side) = displacements(.init(amplitude: 0...0.04), images: 60, alongX: true)
    let deviations = (0..<60).map { image in
      let size = values.count / 60
      return meanProduct(Array(values[image * size..<(image + 1) * size]), side, apart: 0)
        .squareRoot()
    }
    #expect(Set(deviations).count == 60)
    #expect(deviations.min()! < 0.6 && deviations.max()! > 1.4)
  }

  @Test func rangesThatMakeNoSenseStop() async {
    await #expect(processExitsWith: .failure) { _ = ElasticAugmentation(amplitude: -0.1...0.1) }
    await #expect(processExitsWith: .failure) { _ = ElasticAugmentation(smoothness: 0) }
  }

  @Test func whatTheInitializerRefusesIsNotRead() throws {
    for text in [
      "{\"amplitude\":[0,0.6],\"smoothness\":0.1}", "{\"amplitude\":[0,0.1],\"smoothness\":0}",
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(ElasticAugmentation.self, from: Data(text.utf8))
      }
    }
    let value = ElasticAugmentation()
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(ElasticAugmentation.self, from: data) == value)
  }
}
