import OneShot
import TestSupport
import Testing

@Suite struct BatchesViewsTests {
  let dataset = Glyphs(alphabets: 2, characters: 6, drawers: 4, seed: 2).dataset(size: 12)
  let distortion = ImageDistortion(affine: .handwriting)

  /// The labels of a batch are its images, and views of one image are nearer than images are.
  @Test func viewsOfAnImageAreAClass() throws {
    let batches = try Batches.views(
      of: dataset, images: 5, views: 3, size: 10, distortion: distortion, seed: 7)
    #expect(batches.itemsPerBatch == 15)
    let batch = try batches.batch(at: 3)
    #expect(batch.labels == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
    #expect(batch.images.shape == [15, 10, 10, 1])
    #expect(try batches.batch(at: 3) == batch)
    var random = SeededGenerator(seed: 7, "batches", 3)
    var pool = Array(0..<dataset.count)
    for i in 0..<5 { pool.swapAt(i, .random(in: i..<pool.count, using: &random)) }
    let places = (0..<3).flatMap { _ in pool[..<5] }
    #expect(
      batch.images
        == dataset.images(
          at: places, height: 10, width: 10, distortion: distortion, using: &random))
    #expect(Set((0..<15).map { batch.images[$0].scalars }).count == 15)
  }

  @Test func refusesWhatCannotBe() {
    func views(_ images: Int, _ views: Int) throws {
      _ = try Batches.views(
        of: dataset, images: images, views: views, distortion: distortion, seed: 1)
    }
    #expect(throws: SamplingError.tooSmall(size: "images", found: 1, minimum: 2)) {
      try views(1, 2)
    }
    #expect(throws: SamplingError.tooSmall(size: "views", found: 1, minimum: 2)) {
      try views(4, 1)
    }
    #expect(throws: SamplingError.self) { try views(dataset.count + 1, 2) }
  }

  /// Without a label a leg learns which images show one character.
  @Test func aLegLearnsWithoutLabels() throws {
    let glyphs = Glyphs(alphabets: 8, characters: 8, drawers: 6).dataset(size: 16)
    var random = SeededGenerator(seed: 3)
    let (training, unseen) = try glyphs.splitting(holdingOut: 3, using: &random)
    let tasks = try TaskSampler(unseen, ways: 5, queries: 10).tasks(30, seed: 1)
    var leg = SmallGlyphs.leg
    _ = try leg.build(for: [16, 16, 1])
    func accuracy() -> Accuracy {
      Evaluation(of: EmbeddingScorer(leg, isNormalized: true), on: tasks).accuracy
    }
    let before = accuracy()
    let batches = try Batches.views(
      of: training, images: 32, distortion: distortion, seed: 1)
    var optimizer = Adam(learningRate: 0.003)
    try train(&leg, with: &optimizer, on: batches, steps: 80) { leg, batch in
      ntXentLoss(leg(batch.images), labels: batch.labels, temperature: 0.2)
    }
    #expect(accuracy().interval.lowerBound > max(0.3, before.value), "\(before), \(accuracy())")
  }
}
