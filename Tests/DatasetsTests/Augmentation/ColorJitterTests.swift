import Foundation
import Kernels
import Tensor
import TestSupport
import Testing

@testable import Datasets

@Suite struct ColorJitterTests {
  /// torchvision rounds the weights of red, green and blue in gray to four digits.
  private let grayTolerance: Float = 3e-4

  @Test func brightnessIsThatOfTorchvision() {
    for name in ["brightness", "brightness-gray"] {
      PictureJudgement(name).compare { ImageChange(.none, steps: [.brightness($0[0])]) }
    }
  }

  @Test func contrastIsThatOfTorchvision() {
    for name in ["contrast", "contrast-gray"] {
      PictureJudgement(name).compare(tolerance: grayTolerance) {
        ImageChange(.none, steps: [.contrast($0[0])])
      }
    }
  }

  @Test func saturationIsThatOfTorchvision() {
    PictureJudgement("saturation").compare(tolerance: grayTolerance) {
      ImageChange(.none, steps: [.saturation($0[0])])
    }
  }

  @Test func hueIsThatOfTorchvision() {
    PictureJudgement("hue").compare { ImageChange(.none, steps: [.hue($0[0])]) }
  }

  private func drawn(_ jitter: ColorJitter, _ count: Int) -> [[ImageStep]] {
    var random = SeededGenerator(seed: 3)
    return (0..<count).map { _ in jitter.steps(using: &random) }
  }

  /// The amounts of the four, nil where they are not used.
  private func amounts(_ steps: [ImageStep]) -> [Float?] {
    var found = [Float?](repeating: nil, count: 4)
    for step in steps {
      switch step {
      case .brightness(let amount): found[0] = amount
      case .contrast(let amount): found[1] = amount
      case .saturation(let amount): found[2] = amount
      case .hue(let amount): found[3] = amount
      default: Issue.record("no color: \(step)")
      }
    }
    return found
  }

  @Test func amountsAreDrawnFromTheWholeRanges() {
    let jitter = ColorJitter(
      brightness: 0.5...1.5, contrast: 0.2...0.8, saturation: 0...2, hue: -0.3...0.1)
    let all = drawn(jitter, 2000).map(amounts)
    for (part, range) in [0.5...1.5, 0.2...0.8, 0...2, -0.3...Float(0.1)].enumerated() {
      let values = all.compactMap { $0[part] }
      let width = range.upperBound - range.lowerBound
      #expect(values.count == 2000 && values.allSatisfy { range.contains($0) })
      #expect(values.min()! < range.lowerBound + 0.02 * width)
      #expect(values.max()! > range.upperBound - 0.02 * width)
      let mean = values.reduce(0, +) / 2000
      #expect(abs(mean - range.lowerBound - width / 2) < 0.03 * width)
    }
  }

  @Test func eachOfTheFourIsUsedWithItsProbability() {
    let all = drawn(ColorJitter(probability: 0.3), 2000).map(amounts)
    for part in 0..<4 { #expect(abs(all.count { $0[part] != nil } - 600) < 90) }
    #expect(drawn(ColorJitter(probability: 0), 50).allSatisfy { $0.isEmpty })
  }

  @Test func everyOrderComesUp() {
    let orders = drawn(ColorJitter(), 2400).map { steps in
      steps.map { String("\($0)".prefix(3)) }.joined(separator: " ")
    }
    let counts = Dictionary(grouping: orders) { $0 }.mapValues(\.count)
    #expect(counts.count == 24)
    #expect(counts.values.allSatisfy { (50...160).contains($0) })
  }

  @Test func neutralRangesLeaveOutTheirPart() {
    let jitter = ColorJitter(brightness: 1...1, saturation: 1...1, hue: 0...0)
    for steps in drawn(jitter, 20) {
      #expect(amounts(steps)[1] != nil && steps.count == 1)
    }
  }

  @Test func rangesThatMakeNoSenseStop() async {
    await #expect(processExitsWith: .failure) { _ = ColorJitter(brightness: -0.1...1) }
    await #expect(processExitsWith: .failure) { _ = ColorJitter(hue: 0...0.6) }
    await #expect(processExitsWith: .failure) { _ = ColorJitter(probability: 1.5) }
  }

  @Test func whatTheInitializerRefusesIsNotRead() throws {
    let values = ["contrast": "[1,1]", "saturation": "[1,1]"]
    func text(
      brightness: String = "[1,1]", hue: String = "[0,0]", probability: String = "1"
    )
      -> String
    {
      let parts = values.merging(
        ["brightness": brightness, "hue": hue, "probability": probability]) { $1 }
      return "{" + parts.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }
    func read(_ text: String) throws -> ColorJitter {
      try JSONDecoder().decode(ColorJitter.self, from: Data(text.utf8))
    }
    #expect(
      try read(text())
        == ColorJitter(brightness: 1...1, contrast: 1...1, saturation: 1...1, hue: 0...0))
    for wrong in [
      text(brightness: "[-1,1]"), text(hue: "[0,0.6]"), text(probability: "2"), "{\"hue\":[0,0]}",
    ] {
      #expect(throws: DecodingError.self) { try read(wrong) }
    }
    let value = ColorJitter(hue: -0.5...0.25, probability: 0.8)
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(ColorJitter.self, from: data) == value)
  }
}
