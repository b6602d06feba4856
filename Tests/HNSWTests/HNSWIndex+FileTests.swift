import Autograd
import EmbeddingSearch
import Files
import Foundation
import HNSW
import Tensor
import TestSupport
import Testing

@Suite(.serialized) struct HNSWIndexFileTests {
  private func sample(_ count: Int, width: Int = 8) throws -> HNSWIndex {
    let index = try HNSWIndex(
      dimensions: width, metric: .cosine.scaled(by: 10, adding: 2),
      settings: .init(links: 4, buildCandidates: 30, seed: 2), searchCandidates: 31)
    try index.add(HNSWIndexTests.clusters(count, width, seed: 1), ids: (0..<count).map { $0 * 3 })
    return index
  }

  @Test func whatIsSavedIsRead() throws {
    let folder = try TemporaryFolder()
    let index = try sample(1000)
    try index.remove((0..<100).map { $0 * 3 })
    try index.save(to: folder["a"])
    let read = try HNSWIndex(contentsOf: folder["a"])
    #expect(read.count == 900 && read.searchCandidates == 31 && read.settings == index.settings)
    let queries = HNSWIndexTests.clusters(50, 8, seed: 2)
    #expect(try read.search(queries, k: 5) == index.search(queries, k: 5))
    // It grows like any other, also by a number that was there before.
    try read.add(queries, ids: [0] + (0..<49).map { $0 * 3 + 1 })
    #expect(try read.search(queries[0..<1], k: 1)[0][0].id == 0)
    try read.save(to: folder["a"])
    #expect(try HNSWIndex(contentsOf: folder["a"]).count == 950)
    #expect(folder.names == ["a"])
  }

  @Test func anEmptyOneToo() throws {
    let folder = try TemporaryFolder()
    try HNSWIndex(dimensions: 3).save(to: folder["a"])
    let read = try HNSWIndex(contentsOf: folder["a"])
    try read.add(Tensor([[1, 2, 3]]), ids: [4])
    #expect(try read.search(Tensor([[1, 2, 3]]), k: 1) == [[EmbeddingMatch(id: 4, score: 14)]])
  }

  /// Every byte, and every length.
  @Test func damageIsNoticed() throws {
    let folder = try TemporaryFolder()
    try sample(12, width: 3).save(to: folder["a"])
    let bytes = try Files.read(folder["a"])
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << (place % 8)
      try folder.write(damaged, to: "b")
      #expect(throws: FileProblem.self) { try HNSWIndex(contentsOf: folder["b"]) }
    }
    for length in stride(from: 0, to: bytes.count, by: 11) {
      try folder.write(Array(bytes.prefix(length)), to: "b")
      #expect(throws: FileProblem.self) { try HNSWIndex(contentsOf: folder["b"]) }
    }
    #expect(throws: FileProblem.self) { try HNSWIndex(contentsOf: folder["missing"]) }
  }
}
