import EmbeddingSearch
import Tensor

/// How embeddings come and go.
extension HNSWIndex {
  /// Adds embeddings; all or none.
  ///
  /// - Parameters:
  ///   - embeddings: `[n, dimensions]`, finite. All threads share them.
  ///   - ids: A number for each, not negative; none twice and none that the index has.
  /// - Throws: `EmbeddingIndexError` for what does not fit, and ``HNSWError`` for a lack of memory.
  public func add(_ embeddings: Tensor, ids: [Int]) throws {
    try EmbeddingIndexError.check(embeddings, ids: ids, dimensions: dimensions)
    if ids.isEmpty { return }
    let rows = metric.prepared(embeddings)
    try state.withWriting { state in
      if let known = ids.first(where: { state.table[$0] != nil }) {
        throw EmbeddingIndexError.duplicateID(known)
      }
      // Rows that are gone still lie in the way of searches; once they are the most, the others move to a
      // graph of their own, which costs each of them a constant time.
      if state.removed > max(1000, state.table.count) { try rebuild(&state) }
      try append(rows, ids, to: &state)
    }
  }

  /// Takes embeddings out; all or none. They stay in the graph, where they lead to others but are not found,
  /// until there are more of them than of others.
  ///
  /// - Throws: `EmbeddingIndexError` for a number that the index does not have or that is there twice.
  public func remove(_ ids: [Int]) throws {
    try EmbeddingIndexError.checkDistinct(ids)
    try state.withWriting { state in
      if let unknown = ids.first(where: { state.table[$0] == nil }) {
        throw EmbeddingIndexError.unknownID(unknown)
      }
      for id in ids {
        try state.graph.remove(state.table[id]!)
        state.table[id] = nil
      }
    }
  }

  /// Builds the graph anew without the embeddings that were removed, as ``add(_:ids:)`` does by itself once
  /// they are more than the others.
  ///
  /// - Throws: ``HNSWError`` for a lack of memory.
  public func compact() throws(HNSWError) {
    try state.withWriting { state throws(HNSWError) in
      if state.removed > 0 { try rebuild(&state) }
    }
  }

  private func append(_ rows: Tensor, _ ids: [Int], to state: inout State) throws(HNSWError) {
    let numbers = state.ids.count..<state.ids.count + ids.count
    if numbers.upperBound > state.capacity {
      let capacity = max(numbers.upperBound, 2 * state.capacity)
      try state.graph.reserve(capacity)
      state.capacity = capacity
    }
    let (graph, dimensions, seed) = (state.graph, dimensions, settings.seed)
    // Whatever goes wrong, a number is not given twice.
    state.ids += ids
    let failure = withScalars(rows) { rows in
      graph.add(rows, dimensions: dimensions, numbers: numbers, seed: seed)
    }
    if let failure {
      for number in numbers { try? graph.remove(number) }
      throw failure
    }
    for (number, id) in zip(numbers, ids) { state.table[id] = number }
  }

  private func rebuild(_ state: inout State) throws(HNSWError) {
    let kept = state.ids.enumerated().filter { state.table[$0.element] == $0.offset }
    let capacity = max(64, kept.count)
    var fresh = State(
      graph: try Graph(
        dimensions: dimensions, metric: metric, settings: settings, capacity: capacity),
      ids: [], table: IDTable(minimumCapacity: kept.count), capacity: capacity)
    let step = max(1, (1 << 20) / dimensions)
    for start in stride(from: 0, to: kept.count, by: step) {
      let part = kept[start..<min(kept.count, start + step)]
      let rows = Tensor([part.count, dimensions]) { target in
        for (place, row) in part.enumerated() {
          (target + place * dimensions).update(
            from: state.graph.row(row.offset)!, count: dimensions)
        }
      }
      try append(rows, part.map(\.element), to: &fresh)
    }
    state = fresh
  }
}
