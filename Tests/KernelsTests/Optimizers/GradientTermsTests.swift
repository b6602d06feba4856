import Lanes
import Testing

@testable import Kernels

@Suite struct GradientTermsTests {
  private let w: [Float] = [2, -3, 0]
  private let g: [Float] = [1, 1, 1]

  @Test func theRegularizerJoinsTheGradient() {
    g.withPointer { g in
      let terms = GradientTerms(gradient: g, l1: 0.5, l2: 0.25, factor: 2)
      #expect((0..<3).map { terms.at($0, w[$0]) } == [5, -2, 2])
      #expect(terms.sumOfSquares(at: w, count: 3) == 33)
    }
  }

  @Test func theSumIsLargerThanSinglePrecisionHolds() {
    [Float](repeating: 3e38, count: 2).withPointer {
      #expect(GradientTerms(gradient: $0).sumOfSquares(at: [0, 0], count: 2) > 1e76)
    }
  }
}
