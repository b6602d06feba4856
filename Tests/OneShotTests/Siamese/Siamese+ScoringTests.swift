import OneShot
import TestSupport
import Testing

@Suite struct SiameseScoringTests {
  @Test func ofSeveralShotsTheMeanLogitCounts() throws {
    let siamese = try TinyNetwork.make()
    let queries = siamese.embed(TinyNetwork.images(5, drawers: 0..<3))
    let support = siamese.embed(TinyNetwork.glyphs.images(at: [0, 1, 8, 9]))
    let found = siamese.scores(of: queries, support: support.reshaped(to: [2, 2, 6]))
    let pairs = siamese.scores(of: queries, with: support)
    #expect(pairs == siamese.logits(embeddings: queries, with: support))
    let first = pairs.slice(0..<2, axis: 1).mean(axes: [1])
    let second = pairs.slice(2..<4, axis: 1).mean(axes: [1])
    expectClose(found, .stacked([first, second], axis: 1))
    #expect(siamese.name == "siamese")
  }

  /// Verdicts that a sigmoid in single precision would call 1 do not tie.
  @Test func scoresAreBeforeTheActivation() throws {
    var siamese = try TinyNetwork.make()
    siamese.head.bias = Parameter(Tensor([200]))
    let rows = siamese.embed(TinyNetwork.glyphs.images(at: [0, 9, 18]))
    #expect(Set(siamese.scores(of: rows[0..<1], with: rows[1..<3]).scalars).count == 2)
    #expect(siamese.score(embeddings: rows[0..<1], with: rows[1..<3]) == .ones([1, 2]))
  }
}
