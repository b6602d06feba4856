import Autograd
import EmbeddingSearch
import Tensor
import TestSupport
import Testing

@Suite(.serialized) struct FlatIndexSearchTests {
  static let metrics: [EmbeddingMetric] = [
    .innerProduct, .squaredL2, .l1, .l1(weights: (0..<20).map { Float($0 % 3) }),
    .squaredL2(weights: (0..<20).map { Float($0 % 5) - 1 }),
    .custom("own") { a, b in
      Tensor(a.rowPairs(b).map(Self.product), shape: [a.shape[0], b.shape[0]])
    },
  ]

  private static func product(_ a: [Float], _ b: [Float]) -> Float {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func score(_ metric: EmbeddingMetric, _ a: [Float], _ b: [Float]) -> Float {
    let weights = metric.weights ?? [Float](repeating: 1, count: a.count)
    switch metric.name {
    case "l1": return -zip(zip(a, b), weights).reduce(0) { $0 + $1.1 * abs($1.0.0 - $1.0.1) }
    case "squaredL2":
      return -zip(zip(a, b), weights).reduce(0) {
        $0 + $1.1 * ($1.0.0 - $1.0.1) * ($1.0.0 - $1.0.1)
      }
    default: return Self.product(a, b)
    }
  }

  @Test(arguments: metrics, [1, 4, 5, 40])
  func agreesWithAFullSort(_ metric: EmbeddingMetric, _ queries: Int) throws {
    let rows = wholeRows(700, 20, seed: 1)
    let asked = wholeRows(queries, 20, seed: 2)
    var index = FlatIndex(dimensions: 20, metric: metric)
    try index.add(rows, ids: (0..<700).map { ($0 * 3) % 700 })
    let found = try index.search(asked, k: 25)
    for query in [0, queries - 1] {
      let scored = (0..<700).map {
        EmbeddingMatch(
          id: $0 * 3 % 700, score: score(metric, asked[query].scalars, rows[$0].scalars))
      }
      let expected = scored.sorted { $0.score != $1.score ? $0.score > $1.score : $0.id < $1.id }
      #expect(found[query] == Array(expected.prefix(25)))
    }
  }

  /// A file may say any number.
  @Test(arguments: [4, 3000, Int.max])
  func noMoreAreScoredAgainThanThereAre(_ candidates: Int) throws {
    var index = FlatIndex(
      dimensions: 20, storage: .int8(reranking: .float32, candidates: candidates))
    try index.add(wholeRows(50, 20, seed: 1), ids: Array(0..<50))
    let found = try index.search(wholeRows(2, 20, seed: 2), k: 30)
    #expect(found.allSatisfy { $0.count == 30 })
  }

  @Test(arguments: [
    EmbeddingStorage.float32, .float16, .int8(reranking: .float16), .int8(reranking: nil),
  ])
  func theNumberOfThreadsDoesNotMatter(_ storage: EmbeddingStorage) throws {
    var random = SeededGenerator(seed: 1)
    let rows = Tensor.normal([5000, 40], using: &random)
    var index = FlatIndex(dimensions: 40, metric: .cosine, storage: storage)
    try index.add(rows, ids: Array(0..<5000))
    let before = ThreadPool.threadCount
    defer { ThreadPool.threadCount = before }
    for queries in [1, 3, 20] {
      ThreadPool.threadCount = 1
      let expected = try index.search(rows[0..<queries], k: 10)
      for threads in [2, 5] {
        ThreadPool.threadCount = threads
        #expect(try index.search(rows[0..<queries], k: 10) == expected)
      }
    }
  }

  /// Scores of candidates are as exact as what is kept beside.
  @Test(arguments: [EmbeddingStorage.Precision.float16, .float32])
  func bytesAreRanked(again precision: EmbeddingStorage.Precision) throws {
    var random = SeededGenerator(seed: 2)
    let rows = Tensor.normal([2000, 64], using: &random)
    let ids = Array(0..<2000)
    var exact = FlatIndex(
      dimensions: 64, storage: precision == .float16 ? .float16 : .float32)
    var small = FlatIndex(dimensions: 64, storage: .int8(reranking: precision))
    var bytes = FlatIndex(dimensions: 64, storage: .int8(reranking: nil))
    try exact.add(rows, ids: ids)
    try small.add(rows, ids: ids)
    try bytes.add(rows, ids: ids)
    let queries = Tensor.normal([4, 64], using: &random)
    let expected = try exact.search(queries, k: 10)
    #expect(try small.search(queries, k: 10) == expected)
    let rough = try bytes.search(queries, k: 10)
    #expect(rough != expected)
    expectClose(
      Tensor(rough.map { $0.map(\.score) }), Tensor(expected.map { $0.map(\.score) }),
      tolerance: 0.02)
  }
}

extension Tensor {
  /// Every row of this matrix with every row of another.
  fileprivate func rowPairs(_ other: Tensor) -> [([Float], [Float])] {
    let (a, b) = (
      (0..<shape[0]).map { self[$0].scalars }, (0..<other.shape[0]).map { other[$0].scalars }
    )
    return a.flatMap { a in b.map { (a, $0) } }
  }
}
