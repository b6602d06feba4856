import OneShot
import Testing

@Suite struct ClassBatchSamplerTests {
  let dataset = numberedImages(groups: [4, 6, 5], drawers: 3)

  @Test(arguments: [nil, 1, 2, 3], 0..<10 as Range<UInt64>)
  func distinctImagesOfDistinctClasses(groups: Int?, seed: UInt64) throws {
    let sampler = try ClassBatchSampler(dataset, classes: 4, images: 2, groups: groups)
    var random = SeededGenerator(seed: seed)
    let batch = sampler.batch(using: &random)
    #expect(batch.images.count == 8 && Set(batch.images).count == 8)
    #expect(batch.labels == batch.images.map { dataset.labels($0).position })
    #expect(Set(batch.labels).count == 4)
    if let groups {
      let perGroup = Dictionary(grouping: Set(batch.labels)) { dataset.classes[$0].group }
      #expect(perGroup.count == groups)
      let sizes = perGroup.values.map(\.count)
      #expect(sizes.max()! - sizes.min()! <= 1)
    }
  }

  @Test func aSeedDeterminesTheBatch() throws {
    let sampler = try ClassBatchSampler(dataset, classes: 5, images: 2)
    func batch(_ seed: UInt64) -> ClassBatch {
      var random = SeededGenerator(seed: seed)
      return sampler.batch(using: &random)
    }
    #expect(batch(1) == batch(1))
    #expect(batch(1) != batch(2))
  }

  @Test func everyClassIsDrawn() throws {
    let sampler = try ClassBatchSampler(dataset, classes: 4, images: 1, groups: 2)
    var random = SeededGenerator(seed: 5)
    let seen = (0..<100).flatMap { _ in sampler.batch(using: &random).labels }
    #expect(Set(seen).count == 15)
  }

  @Test func datasetsThatAreTooSmall() {
    #expect(
      throws: SamplingError.tooFewClasses(
        group: "group0", found: 4, needed: 5, purpose: "a batch of 10 classes from 2")
    ) { try ClassBatchSampler(dataset, classes: 10, images: 2, groups: 2) }
    #expect(
      throws: SamplingError.tooFewClassesInAll(
        dataset: "numbered images", found: 15, needed: 16, purpose: "a batch of 16 classes")
    ) { try ClassBatchSampler(dataset, classes: 16, images: 2) }
    #expect(
      throws: SamplingError.tooFewImages(
        className: "group0/class0", found: 3, needed: 4, purpose: "a batch of 4 each")
    ) { try ClassBatchSampler(dataset, classes: 2, images: 4) }
    #expect(
      throws: SamplingError.tooFewGroups(
        dataset: "numbered images", found: 3, needed: 4, purpose: "a batch of 4 classes from 4")
    ) { try ClassBatchSampler(dataset, classes: 4, images: 1, groups: 4) }
    #expect(throws: SamplingError.tooSmall(size: "classes", found: 0, minimum: 1)) {
      try ClassBatchSampler(dataset, classes: 0, images: 1)
    }
  }
}
