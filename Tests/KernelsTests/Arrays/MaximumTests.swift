import Testing

@testable import Kernels

@Suite struct MaximumTests {
  private let x: [Float] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]

  @Test(arguments: [(1, 12, 1), (2, 3, 2), (3, 4, 1), (1, 2, 6)])
  func agreesWithTheDefinition(_ outer: Int, _ reduced: Int, _ inner: Int) {
    let shape = ReductionShape(outer: outer, reduced: reduced, inner: inner)
    let columns = (0..<outer * inner).map { (place: Int) -> [Float] in
      let first = place / inner * reduced * inner + place % inner
      return (0..<reduced).map { x[first + $0 * inner] }
    }
    #expect(filled(columns.count) { maximum(x, shape, into: $0) } == columns.map { $0.max() ?? 0 })
    var places = [Int](repeating: -1, count: columns.count)
    argmax(x, shape, into: &places)
    #expect(places == columns.map { column in column.firstIndex(of: column.max() ?? 0) ?? 0 })
  }

  @Test func nanWins() {
    let x: [Float] = [1, .nan, 2]
    let shape = ReductionShape(outer: 1, reduced: 3, inner: 1)
    #expect(filled(1) { maximum(x, shape, into: $0) }[0].isNaN)
  }
}
