import Testing

@testable import Kernels

@Suite struct RandomTests {
  private let random = SplitMix64(state: 5)

  /// The first outputs of the published algorithm for the state 1234567.
  @Test func isSplitMix64() {
    var random = SplitMix64(state: 1_234_567)
    #expect(
      (0..<3).map { _ in random.next() }
        == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test func skippingIsDrawing() {
    var (drawn, skipped) = (random, random)
    let outputs = (0..<9).map { _ in drawn.next() }
    skipped.skip(9)
    #expect(drawn == skipped)
    #expect(outputs == (0..<9).map(random.output))
  }

  @Test func uniformScalarsFillTheirRange() {
    let x = filled(100_001) { fillUniform($0, count: 100_001, low: -1, high: 3, from: random) }
    #expect(x.allSatisfy { $0 >= -1 && $0 < 3 })
    let mean: Float = x.reduce(0, +) / 100_001
    #expect(abs(mean - 1) < 0.02)
  }

  @Test func normalScalarsHaveTheirMoments() {
    let x = filled(100_001) {
      fillNormal($0, count: 100_001, mean: 2, deviation: 0.5, from: random)
    }
    let mean = x.reduce(0.0) { $0 + Double($1) } / 100_001
    let variance = x.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / 100_001
    #expect(abs(mean - 2) < 0.01)
    #expect(abs(variance - 0.25) < 0.01)
    let bound = filled(9999) {
      fillNormal($0, count: 9999, mean: 0, deviation: 1, bound: 2, from: random)
    }
    #expect(bound.allSatisfy { abs($0) <= 2 })
  }
}
