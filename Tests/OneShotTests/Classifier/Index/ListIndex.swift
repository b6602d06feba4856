import Foundation
import OneShot

/// An index as plain as it can be, that a test can make fail.
struct ListIndex: EmbeddingIndex {
  /// What it does not do.
  enum Fault { case add, remove, search }
  struct Failure: Error, CustomStringConvertible { let description = "out of reach" }

  let dimensions: Int
  var metric: EmbeddingMetric { .squaredL2 }
  private var rows: [Int: Tensor] = [:]
  /// Read by every copy.
  let fault: Faults

  /// What it does not do now.
  final class Faults: @unchecked Sendable { var now: Fault? }

  init(dimensions: Int, fault: Faults = Faults()) {
    self.dimensions = dimensions
    self.fault = fault
  }

  init(contentsOf url: URL) throws { throw Failure() }

  func save(to url: URL) throws { throw Failure() }

  var count: Int { rows.count }
  var ids: [Int] { rows.keys.sorted() }

  mutating func add(_ embeddings: Tensor, ids: [Int]) throws {
    if fault.now == .add { throw Failure() }
    for (row, id) in ids.enumerated() {
      if rows[id] != nil { throw EmbeddingIndexError.duplicateID(id) }
      rows[id] = embeddings[row..<row + 1]
    }
  }

  mutating func remove(_ ids: [Int]) throws {
    if fault.now == .remove { throw Failure() }
    for id in ids {
      if rows[id] == nil { throw EmbeddingIndexError.unknownID(id) }
      rows[id] = nil
    }
  }

  func search(_ queries: Tensor, k: Int) throws -> [[EmbeddingMatch]] {
    if fault.now == .search { throw Failure() }
    let ids = ids
    if ids.isEmpty { return Array(repeating: [], count: queries.shape[0]) }
    let scores = -Tensor.pairwiseSquaredL2(queries, .concatenated(ids.map { rows[$0]! }))
    return (0..<queries.shape[0]).map { query in
      let row = scores[query].scalars
      return row.indices.sorted { row[$0] != row[$1] ? row[$0] > row[$1] : $0 < $1 }
        .prefix(k).map { EmbeddingMatch(id: ids[$0], score: row[$0]) }
    }
  }
}
