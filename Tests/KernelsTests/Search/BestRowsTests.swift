import Testing

@testable import Kernels

@Suite struct BestRowsTests {
  /// The best by a full sort: by score, then by id, NaN last.
  static func reference(_ scores: [Float], _ ids: [Int], _ k: Int) -> [Int] {
    let order = scores.indices.sorted { a, b in
      if scores[a].isNaN != scores[b].isNaN { return scores[b].isNaN }
      return scores[a] == scores[b] || scores[a].isNaN ? ids[a] < ids[b] : scores[a] > scores[b]
    }
    return order.prefix(k).map { ids[$0] }
  }

  @Test(arguments: [1, 2, 3, 10, 299, 300])
  func keepsTheBest(_ k: Int) {
    let scores = scattered(300).map { $0 > 1.9 ? Float.nan : ($0 * 10).rounded() }
    let ids = (0..<300).map { ($0 * 77) % 300 }
    let best = BestRows(queries: 2, k: k)
    for (score, id) in zip(scores, ids) { best.offer(score, id, to: 1) }
    #expect(best.sorted(1).map(\.id) == Self.reference(scores, ids, k))
    #expect(best.sorted(0).isEmpty)
  }

  @Test func thresholdsAreTheWorstOfAFullHeap() {
    let best = BestRows(queries: 1, k: 2)
    #expect(best.thresholds[0].isNaN)
    best.offer(3, 0, to: 0)
    #expect(best.thresholds[0].isNaN)
    best.offer(-.infinity, 1, to: 0)
    #expect(best.thresholds[0] == -.infinity)
    best.offer(5, 2, to: 0)
    #expect(best.thresholds[0] == 3)
  }

  @Test func mergesAnother() {
    let (a, b) = (BestRows(queries: 1, k: 2), BestRows(queries: 1, k: 2))
    for (id, score) in [4, 1, 3].enumerated() { a.offer(Float(score), id, to: 0) }
    for (id, score) in [3, 5].enumerated() { b.offer(Float(score), 10 + id, to: 0) }
    a.merge(b)
    #expect(a.sorted(0).map(\.id) == [11, 0])
    #expect(a.sorted(0).map(\.score) == [5, 4])
  }
}
