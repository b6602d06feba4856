import Testing

@testable import Kernels

@Suite struct TopKTests {
  /// A full sort, by the rule in words.
  private func reference(_ x: [Float], _ k: Int) -> [Int] {
    let order = x.indices.sorted { a, b in
      if x[a].isNaN != x[b].isNaN { return x[b].isNaN }
      return x[a] == x[b] || x[a].isNaN ? a < b : x[a] > x[b]
    }
    return Array(order.prefix(k))
  }

  @Test func theLargestComeFirst() {
    #expect(topIndices([1, 5, 2, 4], count: 4, k: 2) == [1, 3])
  }

  @Test func ofEqualScalarsTheLowerPositionIsFirst() {
    #expect(topIndices([2, 3, 2, 3, 3], count: 5, k: 4) == [1, 3, 4, 0])
    #expect(topIndices([0, -0.0], count: 2, k: 2) == [0, 1])
  }

  @Test func nanIsLast() {
    #expect(topIndices([.nan, -.infinity, .nan, 1], count: 4, k: 4) == [3, 1, 0, 2])
  }

  @Test func asManyAsThereAre() {
    #expect(topIndices([1, 2], count: 2, k: 5) == [1, 0])
    #expect(topIndices([1, 2], count: 2, k: 0) == [])
    #expect(topIndices([], count: 0, k: 3) == [])
  }

  @Test(arguments: [1, 2, 5, 64, 499, 1000])
  func agreesWithAFullSort(_ k: Int) {
    // Many of them equal, some NaN, in falling, rising and mixed order.
    let mixed = scattered(1000).map { $0 > 1.9 ? Float.nan : ($0 * 20).rounded() }
    let rising = (0..<1000).map { Float($0 / 3) }
    for x in [mixed, rising, rising.reversed()] {
      #expect(topIndices(x, count: x.count, k: k) == reference(x, k))
    }
  }
}
