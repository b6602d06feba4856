import Testing

@testable import Kernels

@Suite struct HueShiftTests {
  private func turned(_ color: [Float], by shift: Float) -> [Float] {
    changed(color, height: 1, width: 1) { $0.shiftHue(shift) }
  }

  @Test func aThirdOfATurnExchangesTheChannels() {
    for color: [Float] in [[1, 0, 0], [0.3, 0.9, 0.5], [0.2, 0.1, 0.7], [0, 1, 1]] {
      let next = [color[2], color[0], color[1]]
      #expect(largestDifference(turned(color, by: 1 / 3), next) < 1e-5)
      #expect(largestDifference(turned(next, by: -1 / 3), color) < 1e-5)
    }
  }

  @Test func aSixthLeadsFromRedToYellow() {
    #expect(largestDifference(turned([1, 0, 0], by: 1 / 6), [1, 1, 0]) < 1e-5)
    #expect(largestDifference(turned([1, 0, 0], by: 1 / 12), [1, 0.5, 0]) < 1e-5)
    #expect(largestDifference(turned([1, 0, 0], by: -1 / 12), [1, 0, 0.5]) < 1e-5)
  }

  @Test func grayHasNoHue() {
    for level: Float in [0, 0.4, 1] {
      #expect(turned([level, level, level], by: 0.4) == [level, level, level])
    }
  }

  @Test func halfATurnAndBackIsNone() {
    var random = SplitMix64(state: 1)
    for _ in 0..<200 {
      let color = (0..<3).map { _ in Float(random.next() >> 40) * 0x1p-24 }
      let there = turned(color, by: 0.5)
      #expect(largestDifference(turned(there, by: 0.5), color) < 1e-5)
      #expect(largestDifference(turned(there, by: -0.5), color) < 1e-5)
      #expect(abs(there.max()! - color.max()!) < 1e-6 && abs(there.min()! - color.min()!) < 1e-6)
    }
  }
}
