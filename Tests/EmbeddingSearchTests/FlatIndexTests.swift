import Autograd
import Basics
import EmbeddingSearch
import Tensor
import TestSupport
import Testing

@Suite struct FlatIndexTests {
  private let rows = Tensor([[1, 0], [0, 1], [3, 4]])

  @Test func findsTheMostAlike() throws {
    var index = FlatIndex(dimensions: 2)
    try index.add(rows, ids: [10, 20, 30])
    let matches = try index.search(Tensor([[1, 0], [0, -1]]), k: 2)
    #expect(matches[0] == [EmbeddingMatch(id: 30, score: 3), EmbeddingMatch(id: 10, score: 1)])
    #expect(matches[1].map(\.id) == [10, 20])
    #expect(index.count == 3)
    #expect(index.contains(20) && !index.contains(0))
    #expect(index.ids.sorted() == [10, 20, 30])
    #expect(try index.search(.zeros([0, 2]), k: 1).isEmpty)
    #expect(try index.search(Tensor([[1, 1]]), k: 9)[0].count == 3)
  }

  @Test func anEmptyIndexFindsNothing() throws {
    #expect(try FlatIndex(dimensions: 2).search(Tensor([[1, 0]]), k: 3) == [[]])
  }

  @Test func embeddingsAreGivenBack() throws {
    var index = FlatIndex(dimensions: 2)
    try index.add(rows, ids: [10, 20, 30])
    #expect(try index.embeddings(of: [30, 10]) == Tensor([[3, 4], [1, 0]]))
    #expect(throws: EmbeddingIndexError.unknownID(7)) { try index.embeddings(of: [7]) }
    var cosine = FlatIndex(dimensions: 2, metric: .cosine)
    try cosine.add(rows, ids: [1, 2, 3])
    expectClose(try cosine.embeddings(of: [3]), Tensor([[0.6, 0.8]]))
  }

  @Test func whatDoesNotFitChangesNothing() throws {
    var index = FlatIndex(dimensions: 2, storage: .float16)
    try index.add(rows, ids: [10, 20, 30])
    #expect(throws: EmbeddingIndexError.duplicateID(20)) {
      try index.add(rows, ids: [1, 20, 3])
    }
    #expect(throws: EmbeddingIndexError.beyondRange(row: 0)) {
      try index.add(Tensor([[1, 1e5]]), ids: [1])
    }
    #expect(throws: EmbeddingIndexError.unknownID(2)) { try index.remove([10, 2]) }
    #expect(throws: EmbeddingIndexError.duplicateID(10)) { try index.remove([10, 10]) }
    #expect(throws: EmbeddingIndexError.wrongShape([1, 3], dimensions: 2)) {
      try index.search(.zeros([1, 3]), k: 1)
    }
    #expect(throws: EmbeddingIndexError.notFinite(row: 0)) {
      try index.search(Tensor([[.nan, 1]]), k: 1)
    }
    #expect(index.ids.sorted() == [10, 20, 30])
  }

  @Test func anyIndexIsUsedAlike() throws {
    var index: any EmbeddingIndex = FlatIndex(dimensions: 2)
    try index.add(rows, ids: [1, 2, 3])
    try index.remove([3])
    #expect(try index.search(Tensor([[3, 4]]), k: 5)[0].map(\.id) == [2, 1])
    #expect(try index.count == 2)
  }

  /// Whoever searches takes a copy, sees one moment, and never waits for whoever changes the index.
  @Test func copiesAreSearchedWhileTheIndexChanges() async throws {
    let width = 8
    let rows = wholeRows(3000, width, seed: 1)
    let index = Lock(FlatIndex(dimensions: width, metric: .squaredL2))
    try index.withLock { try $0.add(rows[0..<200], ids: Array(0..<200)) }
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for start in stride(from: 200, to: 3000, by: 7) {
          index.withLock { index in
            try? index.add(rows[start..<start + 1], ids: [start])
            if start % 3 == 0 { try? index.remove([start - 14]) }
          }
        }
      }
      for _ in 0..<3 {
        group.addTask {
          for turn in 0..<100 {
            let copy = index.withLock { $0 }
            let found = try? copy.search(rows[turn..<turn + 1], k: copy.count)[0]
            #expect(found?.count == copy.count)
            #expect(found.map { Set($0.map(\.id)) } == Set(copy.ids))
          }
        }
      }
    }
  }
}
