import EmbeddingSearch
import Foundation
import PostgresIndex
import Tensor
import Testing

/// `../../test` starts a server with two databases, which stand for two servers, and says where they are.
private let servers = (ProcessInfo.processInfo.environment["POSTGRES_SERVERS"] ?? "")
  .split(separator: ";").map(String.init)

@Suite(.serialized, .enabled(if: !servers.isEmpty, "needs the servers that ./test starts"))
struct PostgresIndexTests {
  private static func rows(_ count: Int, _ width: Int, seed: UInt64) -> Tensor {
    var random = SeededGenerator(seed: seed)
    return .normal([count, width], using: &random)
  }

  private func table() -> String { "t\(UUID().uuidString)" }

  /// The same matches as those of an index in memory.
  @Test(arguments: [
    EmbeddingMetric.innerProduct, .cosine, .l1.scaled(by: 2, adding: 5), .squaredL2,
  ])
  func agreesWithAnIndexInMemory(_ metric: EmbeddingMetric) throws {
    let index = try PostgresIndex(
      servers: servers, table: table(), dimensions: 6, metric: metric)
    var flat = FlatIndex(dimensions: 6, metric: metric)
    let rows = Self.rows(300, 6, seed: 1)
    let ids = (0..<300).map { $0 * 3 }
    try index.add(rows, ids: ids)
    try flat.add(rows, ids: ids)
    try index.remove(Array(ids.prefix(50)))
    try flat.remove(Array(ids.prefix(50)))
    #expect(try index.count == 250)
    let queries = Self.rows(5, 6, seed: 2)
    let (found, expected) = (try index.search(queries, k: 10), try flat.search(queries, k: 10))
    for (found, expected) in zip(found, expected) {
      #expect(found.map(\.id) == expected.map(\.id))
      for (a, b) in zip(found, expected) { #expect(abs(a.score - b.score) < 1e-4) }
    }
  }

  @Test func whatDoesNotFitChangesNothing() throws {
    let index = try PostgresIndex(servers: servers, table: table(), dimensions: 2)
    #expect(try index.search(Tensor([[1, 0]]), k: 3) == [[]])
    let rows = Self.rows(20, 2, seed: 3)
    try index.add(rows, ids: Array(0..<20))
    #expect(throws: EmbeddingIndexError.duplicateID(19)) {
      try index.add(rows, ids: Array(19..<39))
    }
    #expect(throws: EmbeddingIndexError.unknownID(77)) { try index.remove([3, 4, 77]) }
    #expect(throws: EmbeddingIndexError.duplicateID(3)) { try index.remove([3, 3]) }
    #expect(throws: EmbeddingIndexError.wrongShape([1, 3], dimensions: 2)) {
      try index.search(.zeros([1, 3]), k: 1)
    }
    #expect(try index.count == 20)
    #expect(try index.search(Tensor([[1, 0]]), k: 50)[0].count == 20)
  }

  @Test func isOpenedWhereItIs() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    let index = try PostgresIndex(
      servers: servers, table: "a \"name\"; \(UUID())", dimensions: 2,
      metric: .squaredL2.scaled(by: 3, adding: 1))
    try index.add(Tensor([[1, 2]]), ids: [8])
    try index.save(to: url)
    let opened = try PostgresIndex(contentsOf: url)
    #expect(try opened.search(Tensor([[1, 1]]), k: 1) == [[EmbeddingMatch(id: 8, score: -2)]])
  }

  @Test func aServerThatIsNotThereIsNamed() {
    #expect(throws: PostgresError.self) {
      try PostgresIndex(servers: ["host=127.0.0.1 port=1"], dimensions: 2)
    }
    #expect(throws: PostgresError.self) {
      try PostgresIndex(servers: servers, dimensions: 2, metric: .l1(weights: [1, 2]))
    }
  }
}
