import Testing

@testable import Kernels

@Suite struct ScalarSummaryTests {
  @Test func whatIsNotFiniteIsLeftOut() {
    let scalars: [Float] = [1, .nan, -2, .infinity, 4, -.infinity]
    let summary = ScalarSummary(scalars)
    #expect((summary.count, summary.sum, summary.sumOfSquares) == (3, 3, 21))
    #expect((summary.minimum, summary.maximum) == (-2, 4))
    #expect(summary.counts(of: scalars, in: 3) == [1, 1, 1])
  }

  @Test func everyScalarIsInABucket() {
    // NumPy's histogram(range(10), bins=4).
    let scalars = (0..<10).map(Float.init)
    #expect(ScalarSummary(scalars).counts(of: scalars, in: 4) == [3, 2, 2, 3])
    #expect(ScalarSummary([7, 7]).counts(of: [7, 7], in: 3) == [2, 0, 0])
    #expect(ScalarSummary([]).count == 0)
  }
}
