import Autograd
import EmbeddingSearch
import Files
import Tensor
import TestSupport
import Testing

@Suite struct ProjectedIndexTests {
  private func sample() throws -> (ProjectedIndex<FlatIndex>, Tensor) {
    var random = SeededGenerator(seed: 1)
    let rows = Tensor.normal([100, 10], using: &random)
    let projection = try Projection.principalComponents(of: rows, count: 4)
    var index = ProjectedIndex(projection, FlatIndex(dimensions: 4, metric: .squaredL2))
    try index.add(rows, ids: Array(0..<100))
    return (index, rows)
  }

  @Test func findsWhatIsAlikeAfterTheProjection() throws {
    var (index, rows) = try sample()
    let small = index.projection(rows)
    let distances = -Tensor.pairwiseSquaredL2(small[0..<3], small)
    let found = try index.search(rows[0..<3], k: 5)
    #expect(found.flatMap { $0.map(\.id) } == distances.topK(5).indices)
    #expect(index.dimensions == 10)
    try index.remove([1])
    #expect(try index.count == 99)
    #expect(throws: EmbeddingIndexError.wrongShape([1, 4], dimensions: 10)) {
      try index.search(.zeros([1, 4]), k: 1)
    }
  }

  @Test func isSavedAndOpened() throws {
    let folder = try TemporaryFolder()
    let (index, rows) = try sample()
    try index.save(to: folder["a"])
    let opened = try ProjectedIndex<FlatIndex>(contentsOf: folder["a"])
    #expect(try opened.search(rows, k: 3) == index.search(rows, k: 3))
    // Another one in its place leaves nothing of it.
    let turned = Projection(directions: -index.projection.directions)
    try ProjectedIndex(turned, FlatIndex(dimensions: 4)).save(to: folder["a"])
    #expect(try ProjectedIndex<FlatIndex>(contentsOf: folder["a"]).count == 0)
    #expect(folder.names.count == 3)
    #expect(throws: FileProblem.self) {
      try ProjectedIndex<FlatIndex>(contentsOf: folder["missing"])
    }
  }
}
