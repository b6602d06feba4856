import Autograd
import EmbeddingSearch
import HNSW
import Tensor
import Testing

@Suite(.serialized) struct HNSWIndexRowsTests {
  @Test func whatIsRemovedIsNotFound() throws {
    let rows = HNSWIndexTests.clusters(2000, 16, seed: 1)
    let index = try HNSWIndex(dimensions: 16, metric: .squaredL2)
    try index.add(rows[0..<1500], ids: Array(0..<1500))
    try index.add(rows[1500..<2000], ids: Array(1500..<2000))
    try index.remove((0..<2000).filter { $0 % 4 != 0 })
    #expect(index.count == 500)
    for row in stride(from: 0, to: 2000, by: 7) {
      let found = try index.search(rows[row..<row + 1], k: 5)[0]
      #expect(found.count == 5 && found.allSatisfy { $0.id % 4 == 0 })
      if row % 4 == 0 { #expect(found[0] == EmbeddingMatch(id: row, score: 0)) }
    }
    // More are gone than are left, so that they move to a graph of their own; and a number comes again.
    try index.add(rows[1..<2], ids: [1])
    try index.compact()
    for row in [0, 1, 4, 1996] {
      #expect(try index.search(rows[row..<row + 1], k: 1)[0][0].id == row)
    }
    try index.remove([1])
    try index.add(rows[2..<3], ids: [1])
    #expect(try index.search(rows[2..<3], k: 1)[0][0].id == 1)
    #expect(try index.search(rows[1..<2], k: 1)[0][0].score < 0)
  }

  @Test func nothingIsLeftOfAll() throws {
    let index = try HNSWIndex(dimensions: 2)
    let rows = Tensor([[1, 0], [0, 1], [1, 1]])
    try index.add(rows, ids: [1, 2, 3])
    try index.remove([1, 2, 3])
    #expect(try index.search(rows, k: 2) == [[], [], []])
    try index.compact()
    #expect(index.count == 0)
    try index.add(rows, ids: [1, 2, 3])
    #expect(try index.search(rows[2..<3], k: 1)[0][0].id == 3)
  }
}
