import Foundation
import Kernels
import Tensor
import Testing

@testable import Datasets

@Suite struct RandomErasingTests {
  private let size = ImageSize(height: 60, width: 40)

  @Test(arguments: [("erasing-zero", ErasedBox.Content.zero), ("erasing-mean", .mean)])
  func rectanglesAreCoveredAsByTorchvision(name: String, content: ErasedBox.Content) {
    PictureJudgement(name).compare { box in
      let size = ImageSize(height: Int(box[2]), width: Int(box[3]))
      let erased = ErasedBox(top: Int(box[0]), left: Int(box[1]), size: size, content: content)
      return ImageChange(.none, steps: [.erasing(erased)])
    }
  }

  private func boxes(_ erasing: RandomErasing, count: Int) -> [ErasedBox] {
    var random = SeededGenerator(seed: 2)
    return (0..<count).compactMap { _ in
      guard case .erasing(let box) = erasing.step(for: size, using: &random) else { return nil }
      return box
    }
  }

  @Test func rectanglesHaveTheAreasAndProportionsAskedFor() {
    let erasing = RandomErasing(scale: 0.05...0.1, ratio: 2...3, content: .zero, probability: 0.4)
    let found = boxes(erasing, count: 2000)
    #expect(abs(found.count - 800) < 90)
    for box in found {
      // Sides are rounded to whole pixels.
      let area = Float(box.size.pixels) / Float(size.pixels)
      let ratio = Float(box.size.height) / Float(box.size.width)
      #expect((0.044...0.108).contains(area) && (1.75...3.4).contains(ratio))
      #expect(box.top >= 0 && box.top + box.size.height <= size.height)
      #expect(box.left >= 0 && box.left + box.size.width <= size.width)
    }
    #expect(Set(found.map(\.top)).count > 20 && Set(found.map(\.left)).count > 20)
  }

  @Test func whatDoesNotFitIsLeftOut() {
    #expect(
      boxes(RandomErasing(scale: 0.9...1, ratio: 9...9, probability: 1), count: 20).isEmpty)
  }

  @Test func everyRectangleHasNoiseOfItsOwn() {
    let found = boxes(RandomErasing(content: .noise, probability: 1), count: 10)
    let streams = found.compactMap {
      if case .noise(let random) = $0.content { random.state } else { nil }
    }
    #expect(found.count == 10 && Set(streams).count == 10)
  }

  @Test func rangesThatMakeNoSenseStop() async {
    await #expect(processExitsWith: .failure) { _ = RandomErasing(scale: 0...0.5) }
    await #expect(processExitsWith: .failure) { _ = RandomErasing(ratio: 0...1) }
    await #expect(processExitsWith: .failure) { _ = RandomErasing(probability: 7) }
  }

  @Test func whatTheInitializerRefusesIsNotRead() throws {
    func text(
      scale: String = "[0.1,0.2]", ratio: String = "[1,2]", content: String = "\"mean\"",
      probability: String = "1"
    ) -> Data {
      Data(
        """
        {"scale":\(scale),"ratio":\(ratio),"content":\(content),"probability":\(probability)}
        """.utf8)
    }
    let expected = RandomErasing(scale: 0.1...0.2, ratio: 1...2, probability: 1)
    #expect(try JSONDecoder().decode(RandomErasing.self, from: text()) == expected)
    for wrong in [
      text(scale: "[0,1]"), text(ratio: "[0,1]"), text(content: "\"ink\""),
      text(probability: "-1"),
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(RandomErasing.self, from: wrong)
      }
    }
    let value = RandomErasing(content: .noise)
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(RandomErasing.self, from: data) == value)
  }
}
