import Foundation
import Kernels
import Tensor
import Testing

@testable import Datasets

@Suite struct RandomFlipTests {
  private func flip(x: Bool, y: Bool) -> ImageChange {
    var change = ImageChange.none
    change.warp.map.mirror(x: x, y: y)
    return change
  }

  @Test func mirrorImagesAreThoseOfTorchvision() {
    PictureJudgement("flip-horizontal").compare { _ in flip(x: true, y: false) }
    PictureJudgement("flip-vertical").compare { _ in flip(x: false, y: true) }
  }

  @Test func sidesAreExchangedWithTheirProbabilities() {
    var random = SeededGenerator(seed: 1)
    let flips = RandomFlip(horizontal: 0.3, vertical: 0.6)
    let found = (0..<2000).map { _ in flips.draw(using: &random) }
    #expect(abs(found.count { $0.horizontal } - 600) < 90)
    #expect(abs(found.count { $0.vertical } - 1200) < 90)
    #expect(abs(found.count { $0.horizontal && $0.vertical } - 360) < 80)
    #expect((0..<100).allSatisfy { _ in !RandomFlip().draw(using: &random).vertical })
  }

  @Test func probabilitiesThatMakeNoSenseStop() async {
    await #expect(processExitsWith: .failure) { _ = RandomFlip(horizontal: 1.5) }
    await #expect(processExitsWith: .failure) { _ = RandomFlip(vertical: -0.1) }
  }

  @Test func whatTheInitializerRefusesIsNotRead() throws {
    for text in ["{\"horizontal\":2,\"vertical\":0}", "{\"horizontal\":1}"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(RandomFlip.self, from: Data(text.utf8))
      }
    }
    let value = RandomFlip(horizontal: 0.25, vertical: 1)
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(RandomFlip.self, from: data) == value)
  }
}
