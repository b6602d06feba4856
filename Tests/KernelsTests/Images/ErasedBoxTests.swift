import Testing

@testable import Kernels

@Suite struct ErasedBoxTests {
  private let x = scattered(2 * 4 * 5)

  private func erased(_ content: ErasedBox.Content) -> [Float] {
    let size = ImageSize(height: 2, width: 3)
    return changed(x, height: 4, width: 5) { image in
      ErasedBox(top: 1, left: 2, size: size, content: content).erase(from: image)
    }
  }

  private func isCovered(_ i: Int) -> Bool {
    (1...2).contains(i / 5 % 4) && (2...4).contains(i % 5)
  }

  @Test func onlyTheRectangleIsCovered() {
    for content in [ErasedBox.Content.zero, .mean, .noise(SplitMix64(state: 1))] {
      let found = erased(content)
      for i in 0..<40 where !isCovered(i) { #expect(found[i] == x[i]) }
      for i in 0..<40 where isCovered(i) { #expect(found[i] != x[i]) }
    }
  }

  @Test func eachChannelIsCoveredByItsMean() {
    let found = erased(.mean)
    for channel in 0..<2 {
      let mean = x[channel * 20..<(channel + 1) * 20].reduce(0, +) / 20
      #expect(abs(found[channel * 20 + 7] - mean) < 1e-5)
    }
    #expect(erased(.zero)[7] == 0 && erased(.zero)[27] == 0)
  }

  @Test func noiseIsTheStreams() {
    let found = erased(.noise(SplitMix64(state: 1)))
    let covered = (0..<40).filter(isCovered).map { found[$0] }
    #expect(Set(covered).count == 12 && covered.allSatisfy { (0..<1).contains($0) })
    #expect(erased(.noise(SplitMix64(state: 1))) == found)
    #expect(erased(.noise(SplitMix64(state: 2))) != found)
  }
}
