import Foundation
import Kernels
import Tensor
import TestSupport
import Testing

@testable import Datasets

@Suite struct ImageFillTests {
  /// The pictures of torchvision's `affine`, each with what surrounds it already around it.
  private static let fills: [(String, ImageFill)] = [
    ("color", .color(PixelColor(red: 200, green: 100, blue: 50))), ("edge", .edge),
    ("reflect", .reflection),
  ]

  private func map(_ numbers: [Float]) -> AffineMap {
    AffineMap(
      xx: numbers[0], xy: numbers[1], yx: numbers[3], yy: numbers[4], x: numbers[2], y: numbers[5])
  }

  @Test(arguments: fills)
  func affineMapsShowWhatTorchvisionShows(name: String, fill: ImageFill) {
    let judgement = PictureJudgement("affine-\(name)")
    judgement.compare(tolerance: 5e-4) { numbers in
      ImageChange(
        .init(map: map(numbers), surroundings: fill.surroundings(channels: 3)))
    }
  }

  /// Channels that are sampled one by one show the same.
  @Test(arguments: fills)
  func planesOfOneChannelHaveTheSameSurroundings(name: String, fill: ImageFill) {
    let judgement = PictureJudgement("affine-\(name)")
    for (numbers, output) in judgement.cases {
      var change = ImageChange(
        .init(map: map(numbers), surroundings: fill.surroundings(channels: 3)))
      let together = judgement.changed(by: change, as: output)
      // So little that it does nothing, but strokes grow channel by channel.
      change.warp.thickening = 1e-20
      expectClose(judgement.changed(by: change, as: output), together, tolerance: 1e-6)
    }
  }

  @Test func aGrayImageHasTheGrayOfTheColor() {
    let red = ImageFill.color(PixelColor(red: 255, green: 0, blue: 0))
    #expect(red.surroundings(channels: 1) == .color(SIMD4(repeating: 0.299)))
    #expect(ImageFill.zero.surroundings(channels: 1) == .zero)
    #expect(ImageFill.zero.surroundings(channels: 3) == .zero)
  }

  @Test func fillsAreReadAsTheyWereWritten() throws {
    for fill in Self.fills.map(\.1) + [.zero] {
      let data = try JSONEncoder().encode(fill)
      #expect(try JSONDecoder().decode(ImageFill.self, from: data) == fill)
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(ImageFill.self, from: Data("{\"paper\":{}}".utf8))
    }
  }
}
