import Basics
import Kernels
import Tensor

extension FlatIndex {
  /// The most alike to each query, best first.
  ///
  /// - Parameters:
  ///   - queries: `[m, dimensions]`, finite.
  ///   - k: How many for each, at least 1.
  /// - Returns: For each query `k` matches, or all if the index has fewer. Of equal scores the smaller id
  ///   comes first, and a score that is not a number comes last.
  /// - Throws: ``EmbeddingIndexError`` for what does not fit.
  public func search(
    _ queries: Tensor, k: Int
  ) throws(EmbeddingIndexError) -> [[EmbeddingMatch]] {
    try EmbeddingIndexError.check(queries: queries, k: k, dimensions: dimensions)
    let queries = metric.prepared(queries)
    guard let scores = metric.rowScores(width: dimensions) else {
      return searchByClosure(queries, k: k)
    }
    let queryCount = queries.shape[0]
    let found = withScalars(queries) { queries in
      let candidates = reranks ? candidates(for: k) : k
      let search = RowSearch(scores, layout.rows)
      let rows = search.best(
        candidates, of: filledSlabs.map { $0.slab.block($0.rows) }, for: queries, count: queryCount)
      return reranks ? reranked(rows, k: k, for: queries, by: scores) : rows
    }
    return matches(found)
  }

  private var reranks: Bool { layout.exact != nil }

  /// How many rows are scored again, at most all; a file may say any factor.
  private func candidates(for k: Int) -> Int {
    guard case .int8(_, let factor) = storage else { return min(k, count) }
    let (product, isMore) = factor.multipliedReportingOverflow(by: min(k, count))
    return isMore ? count : min(product, count)
  }

  private func matches(_ found: [[ScoredRow]]) -> [[EmbeddingMatch]] {
    found.map { $0.map { EmbeddingMatch(id: $0.id, score: $0.score) } }
  }

  /// The best of candidates by the rows that are kept beside.
  private func reranked(
    _ candidates: [[ScoredRow]], k: Int, for queries: UnsafePointer<Float>, by scores: RowScores
  ) -> [[ScoredRow]] {
    candidates.enumerated().map { query, candidates in
      let ids = candidates.map(\.id)
      return withScratch(max(1, ids.count * dimensions)) { rows in
        for (place, id) in ids.enumerated() {
          decode(table[id]!, into: rows + place * dimensions)
        }
        return ids.withUnsafeBufferPointer { ids in
          guard let numbers = ids.baseAddress else { return [] }
          let block = RowBlock(rows, ids: numbers, count: ids.count)
          return RowSearch(scores, .single)
            .best(k, of: [block], for: queries + query * dimensions, count: 1)[0]
        }
      }
    }
  }

  /// As the metric's closure has it, some thousand embeddings at a time.
  private func searchByClosure(_ queries: Tensor, k: Int) -> [[EmbeddingMatch]] {
    guard case .custom(let closure) = metric.form else { return [] }
    let map = RowMap(scale: metric.scale, bias: metric.bias)
    let best = BestRows(queries: queries.shape[0], k: max(1, min(k, count)))
    let step = max(1, (1 << 20) / dimensions)
    for start in stride(from: 0, to: count, by: step) {
      let rows = start..<min(count, start + step)
      let block = Tensor([rows.count, dimensions]) { target in
        for row in rows { decode(row, into: target + (row - start) * dimensions) }
      }
      let scores = closure(queries, block)
      require(
        scores.shape == [queries.shape[0], rows.count],
        "EmbeddingMetric \(metric.name): expected scores of shape "
          + "[\(queries.shape[0]), \(rows.count)], got \(scores.shape)")
      let ids = rows.map { slabs[$0 / layout.slabRows].ids[$0 % layout.slabRows] }
      withScalars(scores) { best.offer($0, of: ids, map) }
    }
    return matches((0..<queries.shape[0]).map { best.sorted($0) })
  }
}
