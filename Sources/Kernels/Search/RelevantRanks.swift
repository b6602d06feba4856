/// Where the rows of a query's own class stand among the best rows: of each query the ranks, from 0 and
/// ascending, of those that are among its `k` best.
///
/// Of rows of equal score those of other classes come first, and NaN is worst, so that scores that tell
/// nothing apart find nothing. The query itself takes no part.
///
/// - Parameters:
///   - scores: Of each query and each row, `[queries.count, classes.count]`.
///   - queries: Which rows the queries are.
///   - classes: The number of the class of each row.
///   - k: For each query how many rows are looked at.
package func relevantRanks(
  _ scores: UnsafePointer<Float>, of queries: Range<Int>, classes: [Int32], k: [Int]
) -> [[Int]] {
  let count = classes.count
  return [[Int]](unsafeUninitializedCapacity: queries.count) { ranks, filled in
    nonisolated(unsafe) let ranks = ranks
    Threads.forEach(queries.count) { place in
      let query = queries.lowerBound + place
      let row = RankedRow(scores: scores + place * count, classes: classes, query: query)
      (ranks.baseAddress! + place).initialize(to: row.ranks(k: k[place]))
    }
    filled = queries.count
  }
}

/// The scores of one query.
private struct RankedRow {
  let scores: UnsafePointer<Float>
  let classes: [Int32]
  let query: Int

  func ranks(k: Int) -> [Int] {
    let best = best(k)
    return best.indices.filter { classes[best[$0]] == classes[query] }
  }

  /// The `k` best rows in order; 2k candidates are sorted at a time.
  private func best(_ k: Int) -> [Int] {
    guard k > 0 else { return [] }
    var best: [Int] = []
    best.reserveCapacity(2 * k)
    var last: Int?
    for index in classes.indices where index != query {
      if let last, !precedes(index, last) { continue }
      best.append(index)
      if best.count == 2 * k {
        best.sort(by: precedes)
        best.removeLast(k)
        last = best.last
      }
    }
    best.sort(by: precedes)
    return Array(best.prefix(k))
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (scores[a], scores[b])
    if x == y || x.isNaN && y.isNaN {
      let own = classes[query]
      return classes[a] != own && classes[b] == own
    }
    return x > y || y.isNaN
  }
}
