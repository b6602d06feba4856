import OneShot
import TestSupport
import Testing

@Suite struct BatchesMakingTests {
  let dataset = Glyphs(alphabets: 2, characters: 6, drawers: 4, seed: 2).dataset(size: 12)
  let distortion = ImageDistortion(affine: .handwriting, elastic: ElasticAugmentation())

  /// A batch is what the sampler draws for its step, and its images are drawn after it.
  @Test func labeledImages() throws {
    let batches = try Batches.labeled(
      dataset, classes: 5, images: 3, size: 10, distortion: distortion, seed: 7)
    #expect(batches.itemsPerBatch == 15)
    for step in [0, 3, 1] {
      let batch = try batches.batch(at: step)
      var random = SeededGenerator(seed: 7, "batches", step)
      let drawn = try ClassBatchSampler(dataset, classes: 5, images: 3).batch(using: &random)
      #expect(batch.labels == drawn.labels)
      #expect(
        batch.images
          == dataset.images(
            at: drawn.images, height: 10, width: 10, distortion: distortion, using: &random))
    }
    #expect(throws: SamplingError.self) {
      try Batches.labeled(dataset, classes: 13, images: 3, seed: 1)
    }
  }

  @Test func severalSamplersInTurn() throws {
    let turned = dataset.symmetriesAsClasses(reflections: false)
    let samplers = try [dataset, turned].map { try ClassBatchSampler($0, classes: 3, images: 2) }
    let batches = Batches.labeled(inTurn: samplers, seed: 1)
    var labels: [[Int]] = [[], []]
    for step in 0..<40 { labels[step % 2] += try batches.batch(at: step).labels }
    #expect(labels[0].max()! < 12 && labels[1].max()! >= 12)
    #expect(try batches.batch(at: 0).images.shape == [6, 12, 12, 1])
  }

  @Test func pairs() throws {
    let sampler = try PairSampler(dataset)
    let plain = try Batches.pairs(6, from: sampler, seed: 2).batch(at: 4)
    var random = SeededGenerator(seed: 2, "batches", 4)
    let drawn = sampler.batch(6, using: &random)
    #expect(plain.left == dataset.images(at: drawn.left))
    #expect(plain.right == dataset.images(at: drawn.right))
    #expect(plain.targets == drawn.targets)
    let distorted = Batches.pairs(6, from: sampler, size: 9, distortion: distortion, seed: 2)
    #expect(distorted.itemsPerBatch == 6)
    #expect(try distorted.batch(at: 4).left.shape == [6, 9, 9, 1])
    #expect(try distorted.batch(at: 4).targets == drawn.targets)
    #expect(
      try Batches.pairs(6, from: sampler, size: 9, seed: 2).batch(at: 4).left
        == dataset.images(at: drawn.left, height: 9, width: 9))
  }

  @Test func episodes() throws {
    let sampler = try TaskSampler(dataset, ways: 3, shots: 2, queries: 4)
    let episodes = Batches.episodes(from: sampler, seed: 5)
    #expect(episodes.itemsPerBatch == 4)
    let episode = try episodes.batch(at: 9)
    var random = SeededGenerator(seed: 5, "batches", 9)
    let task = sampler.task(using: &random)
    #expect(episode.images == Episode(task, of: dataset).images)
    #expect(episode.answers == task.answers && episode.ways == 3 && episode.shots == 2)
  }
}
