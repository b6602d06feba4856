import Autograd
import EmbeddingSearch
import Foundation
import HNSW
import Tensor
import TestSupport
import Testing

@Suite(.serialized) struct HNSWIndexTests {
  /// Embeddings in clusters, as those of classes are.
  static func clusters(_ count: Int, _ width: Int, seed: UInt64) -> Tensor {
    var random = SeededGenerator(seed: seed)
    let centers = Tensor.normal([max(1, count / 20), width], using: &random)
    let noise = Tensor.normal([count, width], standardDeviation: 0.4, using: &random)
    return centers.gathered(at: (0..<count).map { $0 % centers.shape[0] }) + noise
  }

  static let metrics: [EmbeddingMetric] = [
    .innerProduct, .cosine, .squaredL2, .l2.scaled(by: 2, adding: 1), .l1,
    .squaredL2(weights: (0..<24).map { Float($0 % 3) + 0.5 }).scaled(by: 3, adding: -1),
  ]

  /// Nearly all that an exact search finds, with the same scores.
  @Test(arguments: metrics)
  func findsWhatAnExactSearchFinds(_ metric: EmbeddingMetric) throws {
    let rows = Self.clusters(3000, 24, seed: 1)
    let queries = Self.clusters(100, 24, seed: 2)
    let index = try HNSWIndex(dimensions: 24, metric: metric, searchCandidates: 200)
    var exact = FlatIndex(dimensions: 24, metric: metric)
    let ids = (0..<3000).map { $0 * 7 }
    try index.add(rows, ids: ids)
    try exact.add(rows, ids: ids)
    let (found, expected) = (try index.search(queries, k: 10), try exact.search(queries, k: 10))
    var hits = 0
    for (found, expected) in zip(found, expected) {
      let scores = Dictionary(uniqueKeysWithValues: expected.map { ($0.id, $0.score) })
      for match in found {
        guard let score = scores[match.id] else { continue }
        hits += 1
        #expect(abs(match.score - score) <= 1e-4 * max(1, abs(score)))
      }
      #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
    }
    #expect(hits >= 970, "\(metric.name): \(hits) of 1000")
  }

  @Test func whatDoesNotFitChangesNothing() throws {
    let index = try HNSWIndex(dimensions: 2)
    #expect(try index.search(Tensor([[1, 0]]), k: 3) == [[]])
    try index.add(Tensor([[1, 0], [0, 1]]), ids: [5, 6])
    #expect(throws: EmbeddingIndexError.duplicateID(6)) {
      try index.add(Tensor([[1, 1], [1, 2]]), ids: [7, 6])
    }
    #expect(throws: EmbeddingIndexError.unknownID(7)) { try index.remove([5, 7]) }
    #expect(throws: EmbeddingIndexError.tooFewMatches(0)) {
      try index.search(Tensor([[1, 0]]), k: 0)
    }
    #expect(index.count == 2 && index.contains(5) && !index.contains(7))
    #expect(try index.search(Tensor([[1, 0]]), k: 9)[0].map(\.id) == [5, 6])
    #expect(throws: HNSWError.self) {
      try HNSWIndex(dimensions: 2, metric: .custom("mine") { a, _ in a })
    }
  }

  /// The same embeddings in the same order, one thread, and another graph by another seed.
  @Test func aSeedDeterminesTheGraph() throws {
    let before = ThreadPool.threadCount
    ThreadPool.threadCount = 1
    defer { ThreadPool.threadCount = before }
    let rows = Self.clusters(500, 8, seed: 3)
    func bytes(_ seed: UInt64) throws -> [UInt8] {
      let folder = try TemporaryFolder()
      let index = try HNSWIndex(
        dimensions: 8, settings: .init(links: 8, buildCandidates: 40, seed: seed))
      try index.add(rows, ids: Array(0..<500))
      try index.save(to: folder["a"])
      return Array(try Data(contentsOf: folder["a"]))
    }
    #expect(try bytes(1) == bytes(1))
    #expect(try bytes(1) != bytes(2))
  }

  /// Searches and changes by several threads at once.
  @Test func threadsShareIt() async throws {
    let index = try HNSWIndex(dimensions: 8, metric: .squaredL2)
    let rows = Self.clusters(600, 8, seed: 4)
    try index.add(rows[0..<100], ids: Array(0..<100))
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for start in stride(from: 100, to: 600, by: 20) {
          try? index.add(rows[start..<start + 20], ids: Array(start..<start + 20))
          try? index.remove([start])
        }
      }
      for _ in 0..<3 {
        group.addTask {
          for row in 0..<60 {
            let found = try? index.search(rows[row..<row + 1], k: 1)[0]
            #expect(found?.first?.id == row)
          }
        }
      }
    }
    #expect(index.count == 575)
  }
}
