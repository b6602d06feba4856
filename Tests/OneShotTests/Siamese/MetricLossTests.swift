import OneShot
import TestSupport
import Testing

@Suite struct MetricLossTests {
  private let batch = LabeledImages(
    images: TinyNetwork.glyphs.images(at: [0, 1, 4, 5, 12, 13]), labels: [0, 0, 1, 1, 2, 2])

  /// The two parts, written out, as the examples had them.
  @Test func isTheSumOfItsParts() throws {
    let siamese = try TinyNetwork.make()
    let embeddings = siamese.embed(batch.images)
    let likeness = siamese.distance.allPairs(embeddings, embeddings, weights: Tensor([-5]))
    let expected =
      supervisedContrastiveLoss(likeness, labels: batch.labels)
      + allPairsBinaryCrossEntropy(
        siamese.logits(embeddings: embeddings, with: embeddings), labels: batch.labels)
    #expect(metricLoss(siamese, batch) == expected)
    #expect(metricLoss(siamese, batch, scale: -5) == expected)
    #expect(metricLoss(siamese, batch, scale: -10) != expected)
  }

  /// Each leg finds the classes alone; the head hears all of them.
  @Test func legsSideBySideAreJudgedOneByOne() throws {
    let siamese = try TinyNetwork.make()
    let rows = siamese.embed(batch.images)
    let half = siamese.embeddingSize / 2
    let expected = [0..<half, half..<2 * half].map { range in
      let part = rows.slice(range, axis: 1)
      return supervisedContrastiveLoss(
        siamese.distance.likeness(part, part), labels: batch.labels
      ).item
    }
    let head = allPairsBinaryCrossEntropy(
      siamese.logits(embeddings: rows, with: rows), labels: batch.labels
    ).item
    expectClose(
      metricLoss(siamese, batch, legs: 2).item, (expected[0] + expected[1]) / 2 + head)
  }

  /// What the head learns leaves the leg alone, and the leg's part does not see the head.
  @Test func eachPartTeachesItsOwn() throws {
    var siamese = try TinyNetwork.make()
    let labels = batch.labels
    let whole = gradient(of: &siamese) { metricLoss($0, batch) }.gradients
    let leg = gradient(of: &siamese) { siamese in
      let rows = siamese.embed(batch.images)
      return supervisedContrastiveLoss(
        siamese.distance.likeness(rows, rows), labels: labels)
    }.gradients
    for path in whole.paths where path.hasPrefix("leg") {
      #expect(try #require(whole[path]) == #require(leg[path]), "\(path)")
    }
    #expect(leg["head.weight"] == nil && whole["head.weight"] != nil)
  }

  /// Whatever the distance, an image's own class is to be nearest.
  @Test(arguments: DistanceTests.kinds.indices)
  func lowersTheLossWithAnyDistance(_ index: Int) throws {
    var siamese = try TinyNetwork.make(distance: DistanceTests.kinds[index])
    var optimizer = Adam(learningRate: 0.01)
    let before = metricLoss(siamese, batch).item
    try train(&siamese, with: &optimizer, steps: 60) { _ in
      batch
    } loss: {
      metricLoss($0, $1)
    }
    #expect(metricLoss(siamese, batch).item < 0.8 * before)
  }

  @Test func theVerificationLossTeachesBoth() throws {
    var siamese = try TinyNetwork.make()
    let (loss, gradients) = gradient(of: &siamese) { verificationLoss($0, batch) }
    let rows = siamese.embed(batch.images)
    expectClose(
      loss,
      allPairsBinaryCrossEntropy(
        siamese.logits(embeddings: rows, with: rows), labels: batch.labels,
        hardness: PairHardness(same: 1, different: 2)
      ).item)
    #expect(gradients["head.weight"] != nil && gradients["leg.0.weight"] != nil)
  }
}
