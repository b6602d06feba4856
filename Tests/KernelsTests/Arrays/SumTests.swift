import Testing

@testable import Kernels

@Suite struct SumTests {
  @Test(arguments: [(1, 0, 1), (3, 5000, 1), (1, 1001, 7), (1, 70_000, 3), (4, 9, 5), (0, 3, 2)])
  func agreesWithTheDefinition(_ outer: Int, _ reduced: Int, _ inner: Int) {
    let x = scattered(outer * reduced * inner)
    let shape = ReductionShape(outer: outer, reduced: reduced, inner: inner)
    let expected = (0..<outer * inner).map { (place: Int) -> Double in
      let first = place / inner * reduced * inner + place % inner
      return (0..<reduced).reduce(0.0) { $0 + Double(x[first + $1 * inner]) }
    }
    let found = filled(outer * inner) { sum(x, shape, into: $0) }
    #expect(largestDifference(found, expected.map(Float.init)) < 1e-2)
  }

  @Test func manySmallTermsAreNotLost() {
    let x = [Float](repeating: 0.1, count: 1 << 22)
    #expect(abs(sum(x, count: x.count) - 0.1 * Float(1 << 22)) < 1)
  }
}
