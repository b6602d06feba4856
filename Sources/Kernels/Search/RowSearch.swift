import CKernels
import Synchronization

/// Finds the rows with the best scores, in one pass over all of them for up to 256 queries.
///
/// All threads take blocks of rows, one after another, and each keeps the best it has seen; what is found is
/// the same for any number of threads.
package struct RowSearch {
  private let scores: RowScores
  private let storage: RowStorage

  package init(_ scores: RowScores, _ storage: RowStorage) {
    self.scores = scores
    self.storage = storage
  }

  /// The `k` best rows of all blocks for each query, the best first: of equal scores the smaller id, and NaN
  /// last.
  ///
  /// - Parameter queries: `[count, width]`.
  package func best(
    _ k: Int, of blocks: [RowBlock], for queries: UnsafePointer<Float>, count: Int
  ) -> [[ScoredRow]] {
    let rows = blocks.reduce(0) { $0 + $1.count }
    let k = min(k, rows)
    guard k > 0, count > 0 else { return [[ScoredRow]](repeating: [], count: count) }
    let parts = parts(of: blocks)
    // Of many matches each thread keeps fewer queries' at a time.
    let most = max(1, min(RowScores.most, (1 << 22) / k))
    return stride(from: 0, to: count, by: most).flatMap { first in
      let group = min(most, count - first)
      return withQueries(queries + first * scores.width, group) {
        bestOfGroup(k, of: parts, for: $0, count: group)
      }
    }
  }

  /// The blocks in parts that are scored at once.
  private func parts(of blocks: [RowBlock]) -> [RowBlock] {
    let rowSize = scores.width * storage.size
    return blocks.flatMap { block in
      stride(from: 0, to: block.count, by: scores.blockRows).map {
        block.part(from: $0, count: min(scores.blockRows, block.count - $0), rowSize: rowSize)
      }
    }
  }

  /// Calls `body` with the queries as they are, or in panels of 32 if there are more than a few.
  private func withQueries<Result>(
    _ queries: UnsafePointer<Float>, _ count: Int, _ body: (UnsafePointer<Float>) -> Result
  ) -> Result {
    if count <= RowScores.few { return body(queries) }
    return withScratch(scores.width * Matrix.wholePanels(count)) { panels in
      layOutPanels(queries, scores.width, count, isTransposed: true, into: panels)
      return body(panels)
    }
  }

  private func bestOfGroup(
    _ k: Int, of parts: [RowBlock], for queries: UnsafePointer<Float>, count: Int
  ) -> [[ScoredRow]] {
    let workers = min(Threads.count, parts.count)
    let found = (0..<workers).map { _ in BestRows(queries: count, k: k) }
    let next = Atomic<Int>(0)
    scores.weights.withUnsafeBufferPointer { weights in
      Threads.forEach(workers) { worker in
        let room = Room(scores, storage, queries: count)
        let pass = RowPass(
          scores: scores, storage: storage, queries: queries, count: count,
          weights: weights.baseAddress, room: room, best: found[worker])
        while true {
          let part = next.add(1, ordering: .relaxed).oldValue
          if part >= parts.count { return }
          pass.score(parts[part])
        }
      }
    }
    for other in found.dropFirst() { found[0].merge(other) }
    return (0..<count).map { found[0].sorted($0) }
  }
}

/// Memory that one thread needs for a block.
private final class Room {
  let sums: PooledBuffer
  let singles: PooledBuffer
  let passing: UnsafeMutablePointer<UInt32>

  init(_ scores: RowScores, _ storage: RowStorage, queries: Int) {
    let rows = scores.blockRows
    sums = PooledBuffer(count: rows * queries)
    singles = PooledBuffer(count: storage == .single ? 1 : rows * scores.width)
    passing = .allocate(capacity: rows * queries)
  }

  deinit { passing.deallocate() }
}

/// One thread's look at blocks of rows.
private struct RowPass {
  let scores: RowScores
  let storage: RowStorage
  let queries: UnsafePointer<Float>
  let count: Int
  let weights: UnsafePointer<Float>?
  let room: Room
  let best: BestRows

  func score(_ block: RowBlock) {
    let rows = block.singles(
      storage, width: scores.width, functions: scores.functions, room: room.singles.pointer)
    var sums = ScoreSums(
      term: scores.term.value, weights: weights, rows: rows, count: block.count,
      width: scores.width, queries: queries, queryCount: count, sums: room.sums.pointer,
      stride: count)
    if count > RowScores.few {
      scores.functions.pointee.several(&sums)
      offerAll(block)
    } else {
      sums.stride = 1
      for query in 0..<count {
        sums.queries = queries + query * scores.width
        scores.functions.pointee.one(&sums)
        offer(block, to: query)
      }
    }
  }

  private func offer(_ block: RowBlock, to query: Int) {
    var map = scores.map.value
    let sums = room.sums.pointer
    let passing = scores.functions.pointee.passingOne(
      sums, block.count, best.thresholds[query], &map, room.passing)
    for place in 0..<passing {
      let row = Int(room.passing[place])
      best.offer(sums[row], block.ids[row], to: query)
    }
  }

  private func offerAll(_ block: RowBlock) {
    var map = scores.map.value
    let sums = room.sums.pointer
    let passing = scores.functions.pointee.passingSeveral(
      sums, block.count, count, count, best.thresholds, &map, room.passing)
    for index in 0..<passing {
      let place = Int(room.passing[index])
      let (row, query) = place.quotientAndRemainder(dividingBy: count)
      best.offer(sums[place], block.ids[row], to: query)
    }
  }
}
