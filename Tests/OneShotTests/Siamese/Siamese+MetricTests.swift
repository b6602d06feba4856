import OneShot
import TestSupport
import Testing

@Suite struct SiameseMetricTests {
  static let distances: [Distance] = [
    .l1, .weightedSquaredL2, .l2, .squaredL2, .meanSquared, .cosine,
    Distance("product", features: { $0 }, scale: 1) { $0 * $1 },
  ]

  /// What an index finds is what the head says of all pairs.
  @Test(arguments: distances)
  func scoresAreLogits(_ distance: Distance) throws {
    var siamese = try Siamese(Sequential { Dense(6) }, input: [4], distance: distance)
    siamese.head.bias = Parameter(Tensor([0.75]))
    var random = SeededGenerator(seed: 3)
    let rows = siamese.embed(.normal([50, 4], using: &random))
    let queries = siamese.embed(.normal([9, 4], using: &random))
    var index = FlatIndex(dimensions: siamese.embeddingSize, metric: siamese.metric)
    try index.add(rows, ids: Array(0..<50))
    let logits = siamese.logits(embeddings: queries, with: rows)
    for (query, matches) in try index.search(queries, k: 50).enumerated() {
      let expected = logits[query].topK(50)
      expectClose(Tensor(matches.map(\.score)), expected.values, distance.name)
      #expect(matches.map(\.id) == expected.indices)
    }
  }
}
