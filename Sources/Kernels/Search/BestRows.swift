/// The `k` best of the rows that were offered, for each of several queries: a heap each, the worst on
/// top.
///
/// Of equal scores the smaller id is better, and NaN is worst, so that what is found does not depend on the
/// order of the offers.
package final class BestRows {
  private let k: Int
  private let scores: UnsafeMutablePointer<Float>
  private let ids: UnsafeMutablePointer<Int>
  private var counts: [Int]
  /// For each query what a score must not be below to be among the best; NaN, below which nothing is, until
  /// there are `k`.
  let thresholds: UnsafeMutablePointer<Float>

  package init(queries: Int, k: Int) {
    self.k = k
    scores = .allocate(capacity: queries * k)
    ids = .allocate(capacity: queries * k)
    counts = [Int](repeating: 0, count: queries)
    thresholds = .allocate(capacity: queries)
    thresholds.initialize(repeating: .nan, count: queries)
  }

  deinit {
    scores.deallocate()
    ids.deallocate()
    thresholds.deallocate()
  }

  /// Keeps a row if it is one of the best so far.
  @inline(__always)
  func offer(_ score: Float, _ id: Int, to query: Int) {
    let (scores, ids, count) = (scores + query * k, ids + query * k, counts[query])
    if count < k {
      // Upward, as long as it is worse than what is above it.
      var place = count
      while place > 0, precedes(scores[(place - 1) / 2], ids[(place - 1) / 2], score, id) {
        (scores[place], ids[place]) = (scores[(place - 1) / 2], ids[(place - 1) / 2])
        place = (place - 1) / 2
      }
      (scores[place], ids[place]) = (score, id)
      counts[query] = count + 1
    } else if precedes(score, id, scores[0], ids[0]) {
      sink(score, id, scores, ids, count)
    } else {
      return
    }
    if counts[query] == k { thresholds[query] = scores[0] }
  }

  /// Offers what a map makes of sums for rows, `[queries, rows.count]`.
  package func offer(_ sums: UnsafePointer<Float>, of rows: [Int], _ map: RowMap) {
    for query in counts.indices {
      for (place, id) in rows.enumerated() {
        offer(map(sums[query * rows.count + place]), id, to: query)
      }
    }
  }

  /// Puts a row in the place of the worst one.
  private func sink(
    _ score: Float, _ id: Int, _ scores: UnsafeMutablePointer<Float>,
    _ ids: UnsafeMutablePointer<Int>, _ count: Int
  ) {
    var place = 0
    while true {
      var child = 2 * place + 1
      if child >= count { break }
      if child + 1 < count,
        precedes(scores[child], ids[child], scores[child + 1], ids[child + 1])
      {
        child += 1
      }
      if precedes(scores[child], ids[child], score, id) { break }
      (scores[place], ids[place]) = (scores[child], ids[child])
      place = child
    }
    (scores[place], ids[place]) = (score, id)
  }

  /// Offers what another one has.
  func merge(_ other: BestRows) {
    for query in counts.indices {
      for place in 0..<other.counts[query] {
        offer(other.scores[query * k + place], other.ids[query * k + place], to: query)
      }
    }
  }

  /// The best of a query, the best first.
  package func sorted(_ query: Int) -> [ScoredRow] {
    let places = query * k..<query * k + counts[query]
    return places.map { ScoredRow(id: ids[$0], score: scores[$0]) }
      .sorted { precedes($0.score, $0.id, $1.score, $1.id) }
  }
}

/// A row that was found.
package struct ScoredRow: Sendable {
  package let id: Int
  package let score: Float
}

/// Whether the first of two rows is the better one.
@inline(__always)
private func precedes(_ a: Float, _ i: Int, _ b: Float, _ j: Int) -> Bool {
  if a == b { return i < j }
  if a.isNaN || b.isNaN { return a.isNaN && b.isNaN ? i < j : b.isNaN }
  return a > b
}
