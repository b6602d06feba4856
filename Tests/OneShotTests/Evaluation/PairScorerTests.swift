import OneShot
import TestSupport
import Testing

@Suite struct PairScorerTests {
  let dataset = numberedImages(groups: [10, 10], drawers: 6)

  @Test func shotsAreAveraged() {
    // Scores of the shots: class 0 gets 0 and 10, class 1 gets 6 and 6.
    let scorer = LabelScorer { query, support in support.0 == 0 ? Float(support.1 * 10) : 6 }
    let task = OneShotTask(support: [[0, 1], [6, 7]], queries: [2, 8], answers: [0, 1])
    let evaluation = Evaluation(of: scorer, on: TaskSet(dataset: dataset, tasks: [task]))
    #expect(evaluation.accuracy == Accuracy(correct: 1, of: 2))
    #expect(evaluation.scores == [Tensor([[5, 6], [5, 6]])])
  }

  @Test func pairsAreScoredOneByOneByDefault() {
    let scorer = LabelScorer { Float($0.0 * 100 + $0.1 * 10 + $1.1) }
    let rows = scorer.embed(dataset).rows(at: [6, 13, 2, 20])
    #expect(scorer.pairScores(of: rows[0..<2], rows[2..<4]) == Tensor([102, 212]))
    #expect(scorer.pairScores(of: rows[0..<0], rows[0..<0]).shape == [0])
  }

  /// Each method's own arithmetic for pairs is the diagonal of its scores of all pairs.
  @Test func alignedPairsAreTheDiagonal() throws {
    let glyphs = Glyphs(alphabets: 2, characters: 4, drawers: 3, seed: 2).dataset(size: 12)
    let methods: [any PairScorer] = [
      NearestNeighbor(), ModifiedHausdorff(), RandomScorer(seed: 3), EmbeddingScorer(Flatten()),
      EmbeddingScorer(Flatten(), isNormalized: true), try TinyNetwork.make(),
      Views(try TinyNetwork.make(distance: .l1), 2),
    ]
    for method in methods {
      let rows = method.embed(glyphs).rows(at: [0, 5, 9, 14, 20, 1])
      let (a, b) = (rows[0..<3], rows[3..<6])
      let all = method.scores(of: a, with: b)
      let diagonal = Tensor((0..<3).map { all[scalarAt: $0, $0] })
      expectClose(method.pairScores(of: a, b), diagonal, method.name)
      #expect(Set(diagonal.scalars).count == 3, "\(method.name)")
    }
  }
}
