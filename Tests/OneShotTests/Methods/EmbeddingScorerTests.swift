import OneShot
import TestSupport
import Testing

@Suite struct EmbeddingScorerTests {
  @Test func scoresAreNegativeDistances() {
    let images = Tensor([[0, 0], [3, 4], [0, 2]])
    let scorer = EmbeddingScorer(unchanged)
    let found = scorer.embed(images)
    expectClose(scorer.scores(of: found[0..<1], with: found), Tensor([[0, -5, -2]]))
    // Of several shots the mean.
    let support = found.gathered(at: [0, 1, 2, 2]).reshaped(to: [2, 2, 2])
    expectClose(scorer.scores(of: found[0..<1], support: support), Tensor([[-2.5, -2]]))
    let normalized = EmbeddingScorer(unchanged, isNormalized: true)
    expectClose(normalized.embed(images)[1], Tensor([0.6, 0.8]))
  }

  /// Legs that learn without episodes: from mined triplets, given ones, and pairs.
  @Test(arguments: [TripletMining.batchHard, .semiHard, .distanceWeighted])
  func aLegLearnsFromMinedTriplets(_ mining: TripletMining) throws {
    let glyphs = try SmallGlyphs()
    let sampler = try ClassBatchSampler(glyphs.training, classes: 8, images: 4)
    try expectLearning(glyphs) { leg, random in
      let batch = sampler.batch(using: &random)
      return tripletLoss(
        leg(glyphs.training.images(at: batch.images)).l2Normalized(), labels: batch.labels,
        margin: 0.3, mining: mining)
    }
  }

  @Test func aLegLearnsFromGivenTriplets() throws {
    let glyphs = try SmallGlyphs()
    let sampler = try TripletSampler(glyphs.training, withinGroup: true)
    try expectLearning(glyphs) { leg, random in
      let triplets = sampler.batch(20, using: &random)
      let images = triplets.anchors + triplets.positives + triplets.negatives
      let embeddings = leg(glyphs.training.images(at: images)).l2Normalized()
      return tripletLoss(
        embeddings[0..<20], embeddings[20..<40], embeddings[40..<60], margin: 0.3)
    }
  }

  @Test func aLegLearnsFromPairs() throws {
    let glyphs = try SmallGlyphs()
    let sampler = try PairSampler(glyphs.training)
    try expectLearning(glyphs) { leg, random in
      let pairs = sampler.batch(32, using: &random)
      let embeddings = leg(glyphs.training.images(at: pairs.left + pairs.right)).l2Normalized()
      return contrastiveLoss(
        Distance.l2(embeddings[0..<32], embeddings[32..<64]), pairs.targets)
    }
  }

  private func expectLearning(
    _ glyphs: SmallGlyphs, sourceLocation: SourceLocation = #_sourceLocation,
    loss: (Sequential, inout SeededGenerator) -> Tensor
  ) throws {
    var leg = SmallGlyphs.leg
    try leg.build(for: [16, 16, 1])
    let before = glyphs.accuracy(EmbeddingScorer(leg, isNormalized: true))
    var optimizer = Adam(learningRate: 0.003)
    try train(&leg, with: &optimizer, steps: 80) { step in
      SeededGenerator(seed: 1, "batches", step)
    } loss: { leg, random in
      var random = random
      return loss(leg, &random)
    }
    let after = glyphs.accuracy(EmbeddingScorer(leg, isNormalized: true))
    #expect(
      after.interval.lowerBound > max(0.3, before.value), "\(before) before, \(after) after",
      sourceLocation: sourceLocation)
    // With one shot the nearest centroid is the nearest example.
    #expect(after == glyphs.accuracy(NearestCentroid(leg, transform: .normalized)))
  }
}
