import Testing

@testable import Kernels

@Suite(.serialized) struct RowSearchTests {
  private let width = 24
  private let rows = 3000

  /// Whole numbers, so that sums are exact whatever their order.
  private func whole(_ count: Int, seed: Int) -> [Float] {
    scattered(count, seed: seed).map { ($0 * 4).rounded() }
  }

  private func search(_ queries: Int, k: Int, threads: Int) -> [[ScoredRow]] {
    let (x, q) = (whole(rows * width, seed: 1), whole(queries * width, seed: 2))
    let ids = (0..<rows).map { ($0 * 7) % rows }
    let before = Threads.count
    Threads.count = threads
    defer { Threads.count = before }
    return x.withPointer { x in
      ids.withUnsafeBufferPointer { ids in
        // In blocks of different sizes.
        let blocks = [0..<1000, 1000..<1001, 1001..<1001, 1001..<3000].map {
          RowBlock(
            x + $0.lowerBound * width, ids: ids.baseAddress! + $0.lowerBound, count: $0.count)
        }
        let scores = RowScores(.product, map: RowMap(scale: 2, bias: 1), width: width)
        return RowSearch(scores, .single).best(k, of: blocks, for: q, count: queries)
      }
    }
  }

  @Test(arguments: [(1, 1), (1, 10), (4, 3), (5, 10), (33, 7), (300, 2), (2, 3500)])
  func findsTheBest(_ queries: Int, _ k: Int) {
    let (x, q) = (whole(rows * width, seed: 1), whole(queries * width, seed: 2))
    let ids = (0..<rows).map { ($0 * 7) % rows }
    let found = search(queries, k: k, threads: 2)
    #expect(found.count == queries)
    for query in stride(from: 0, to: queries, by: max(1, queries / 5)) {
      let scores = (0..<rows).map { row in
        2 * (0..<width).reduce(0) { $0 + x[row * width + $1] * q[query * width + $1] } + 1
      }
      let expected = BestRowsTests.reference(scores, ids, k)
      #expect(found[query].map(\.id) == expected)
      let places = Dictionary(uniqueKeysWithValues: zip(ids, scores))
      #expect(found[query].allSatisfy { $0.score == places[$0.id] })
    }
  }

  @Test(arguments: [1, 40])
  func theNumberOfThreadsDoesNotMatter(_ queries: Int) {
    let one = search(queries, k: 20, threads: 1)
    for threads in [2, 3, 7] {
      let found = search(queries, k: 20, threads: threads)
      #expect(found.map { $0.map(\.id) } == one.map { $0.map(\.id) })
      #expect(found.map { $0.map(\.score) } == one.map { $0.map(\.score) })
    }
  }

  @Test func ofNothingThereIsNothing() {
    let search = RowSearch(RowScores(.product, map: RowMap(), width: 2), .single)
    #expect(search.best(3, of: [], for: [1, 2], count: 1).map(\.count) == [0])
  }
}
