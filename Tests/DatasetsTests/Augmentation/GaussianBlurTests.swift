import Foundation
import Kernels
import Tensor
import Testing

@testable import Datasets

@Suite struct GaussianBlurTests {
  @Test func blursAreThoseOfTorchvision() {
    PictureJudgement("blur").compare { ImageChange(.none, steps: [.blur($0[0])]) }
  }

  @Test func sigmasAreDrawnFromTheWholeRange() {
    var random = SeededGenerator(seed: 1)
    let blur = GaussianBlur(sigma: 0.5...1.5, probability: 0.7)
    let steps = (0..<2000).compactMap { _ in blur.step(using: &random) }
    let sigmas = steps.compactMap { if case .blur(let sigma) = $0 { sigma } else { nil } }
    #expect(abs(sigmas.count - 1400) < 90)
    #expect(sigmas.allSatisfy { (0.5...1.5).contains($0) })
    #expect(sigmas.min()! < 0.52 && sigmas.max()! > 1.48)
  }

  @Test func rangesThatMakeNoSenseStop() async {
    await #expect(processExitsWith: .failure) { _ = GaussianBlur(sigma: 0...1) }
    await #expect(processExitsWith: .failure) { _ = GaussianBlur(probability: -1) }
  }

  @Test func whatTheInitializerRefusesIsNotRead() throws {
    for text in [
      "{\"sigma\":[0,1],\"probability\":1}", "{\"sigma\":[1,101],\"probability\":1}",
      "{\"sigma\":[1,1],\"probability\":1.1}", "{\"sigma\":[1,1]}",
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(GaussianBlur.self, from: Data(text.utf8))
      }
    }
    let value = GaussianBlur(sigma: 0.2...3, probability: 0.1)
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(GaussianBlur.self, from: data) == value)
  }
}
