import Testing

@testable import Kernels

@Suite struct StrokeDrawingTests {
  @Test func spreadsWithVariance1WithinThreeDeviations() {
    var random = SplitMix64(state: 3)
    let draws = (0..<20_000).map { _ in Double(random.nextSpread()) }
    #expect(draws.allSatisfy { abs($0) <= 3 })
    let mean: Double = draws.reduce(0, +) / 20_000
    let square: Double = draws.reduce(0) { $0 + $1 * $1 } / 20_000
    #expect(abs(mean) < 0.02)
    #expect(abs(square - 1) < 0.03)
  }
}
