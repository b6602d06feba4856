import Autograd
import EmbeddingSearch
import Files
import Tensor
import TestSupport
import Testing

@Suite struct ProjectionTests {
  /// Embeddings of 12 scalars that lie in a plane of 3 dimensions.
  private func rows(_ count: Int) -> Tensor {
    var random = SeededGenerator(seed: 1)
    let directions = Tensor.normal([3, 12], using: &random)
    return Tensor.normal([count, 3], using: &random).matmul(directions) + Tensor.range(0..<12)
  }

  @Test func asManyDirectionsAsThereAreKeepAllDistances() throws {
    let rows = rows(200)
    let projection = try Projection.principalComponents(of: rows, count: 3)
    expectClose(Tensor(projection.explained!), 1)
    expectClose(projection.mean, rows.mean(axes: [0]))
    let small = projection(rows)
    expectClose(
      .pairwiseSquaredL2(small, small), .pairwiseSquaredL2(rows, rows), tolerance: 1e-4)
  }

  /// By the decomposition of the centered rows, another way.
  @Test func directionsAreThoseOfTheSingularVectors() throws {
    var random = SeededGenerator(seed: 2)
    let rows = Tensor.normal([50, 6], using: &random) * Tensor([6, 5, 4, 3, 2, 1])
    let projection = try Projection.principalComponents(of: rows, count: 4)
    let centered = rows - rows.mean(axes: [0], keepingDimensions: true)
    let vectors = try centered.singularValueDecomposition().vTransposed
    let products = vectors[0..<4].matmul(projection.directions).abs()
    expectClose(products, .identity(4), tolerance: 1e-4)
  }

  @Test func isSavedAndRead() throws {
    let folder = try TemporaryFolder()
    let projection = try Projection.principalComponents(of: rows(50), count: 2)
    try projection.save(to: folder["a"])
    #expect(try Projection(contentsOf: folder["a"]) == projection)
    let bytes = try Files.read(folder["a"])
    for place in stride(from: 0, to: bytes.count, by: 3) {
      var damaged = bytes
      damaged[place] ^= 4
      try folder.write(damaged, to: "b")
      #expect(throws: FileProblem.self) { try Projection(contentsOf: folder["b"]) }
    }
    try folder.write(Array(bytes.dropLast()), to: "b")
    #expect(throws: FileProblem.self) { try Projection(contentsOf: folder["b"]) }
  }

  @Test func oneOfTheCallersToo() {
    let projection = Projection(directions: Tensor([[1, 0], [0, 2]]), mean: Tensor([1, 1]))
    #expect(projection(Tensor([[3, 4]])) == Tensor([[2, 6]]))
    #expect(projection.explained == nil)
  }

  @Test func rowsThatAreNoneAreRefused() {
    #expect(throws: EmbeddingIndexError.wrongShape([1, 3], dimensions: 3)) {
      try Projection.principalComponents(of: .zeros([1, 3]), count: 1)
    }
    #expect(throws: EmbeddingIndexError.notFinite(row: 1)) {
      try Projection.principalComponents(of: Tensor([[1, 2], [3, .nan]]), count: 1)
    }
  }
}
