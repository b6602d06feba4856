import EmbeddingSearch
import Tensor
import Testing

@Suite struct EmbeddingIndexErrorTests {
  private func error(_ rows: Tensor, _ ids: [Int]) -> EmbeddingIndexError? {
    do {
      try EmbeddingIndexError.check(rows, ids: ids, dimensions: 2)
      return nil
    } catch {
      return error
    }
  }

  @Test func rowsThatFitPass() {
    #expect(error(Tensor([[1, 2], [3, 4]]), [7, 0]) == nil)
    #expect(error(.zeros([0, 2]), []) == nil)
  }

  @Test func whatDoesNotFitIsNamed() {
    let two = Tensor([[1, 2], [3, 4]])
    #expect(error(.zeros([2, 3]), [0, 1]) == .wrongShape([2, 3], dimensions: 2))
    #expect(error(.zeros([2]), [0]) == .wrongShape([2], dimensions: 2))
    #expect(error(two, [1]) == .differentCounts(embeddings: 2, ids: 1))
    #expect(error(two, [3, -1]) == .negativeID(-1))
    #expect(error(two, [3, 3]) == .duplicateID(3))
    #expect(error(Tensor([[1, 2], [3, .nan]]), [0, 1]) == .notFinite(row: 1))
    #expect(error(Tensor([[-.infinity, 2], [3, 0]]), [0, 1]) == .notFinite(row: 0))
  }

  @Test func aSearchNeedsMatchesToFind() {
    #expect(throws: EmbeddingIndexError.tooFewMatches(0)) {
      try EmbeddingIndexError.check(queries: .zeros([1, 2]), k: 0, dimensions: 2)
    }
  }

  @Test func messagesSayWhatWasFoundAndExpected() {
    #expect(
      EmbeddingIndexError.wrongShape([2, 3], dimensions: 2).description
        == "expected embeddings of shape [n, 2], found [2, 3]")
    #expect(EmbeddingIndexError.unknownID(9).description == "expected ids of the index, found 9")
  }
}
