import OneShot
import Testing

@Suite struct TripletSamplerTests {
  let dataset = numberedImages(groups: [4, 6], drawers: 3)

  @Test(arguments: [false, true], 0..<5 as Range<UInt64>)
  func positivesShareTheClassAndNegativesDoNot(withinGroup: Bool, seed: UInt64) throws {
    let sampler = try TripletSampler(dataset, withinGroup: withinGroup)
    var random = SeededGenerator(seed: seed)
    let batch = sampler.batch(50, using: &random)
    #expect(batch.count == 50 && batch.positives.count == 50 && batch.negatives.count == 50)
    for i in 0..<50 {
      let anchor = dataset.labels(batch.anchors[i])
      let positive = dataset.labels(batch.positives[i])
      let negative = dataset.labels(batch.negatives[i])
      #expect(anchor.position == positive.position && anchor.drawer != positive.drawer)
      #expect(anchor.position != negative.position)
      if withinGroup { #expect(anchor.group == negative.group) }
    }
  }

  @Test func aSeedDeterminesTheBatchAndEveryClassIsDrawn() throws {
    let sampler = try TripletSampler(dataset)
    func batch(_ seed: UInt64) -> TripletBatch {
      var random = SeededGenerator(seed: seed)
      return sampler.batch(200, using: &random)
    }
    #expect(batch(1) == batch(1) && batch(1) != batch(2))
    for images in [batch(1).anchors, batch(1).negatives] {
      #expect(Set(images.map { dataset.labels($0).position }).count == 10)
    }
  }

  @Test func datasetsThatAreTooSmall() {
    #expect(
      throws: SamplingError.tooFewImages(
        className: "group0/class0", found: 1, needed: 2, purpose: "a triplet")
    ) { try TripletSampler(numberedImages(groups: [3], drawers: 1)) }
    #expect(
      throws: SamplingError.tooFewClassesInAll(
        dataset: "numbered images", found: 1, needed: 2, purpose: "a triplet")
    ) { try TripletSampler(numberedImages(groups: [1], drawers: 2)) }
    #expect(
      throws: SamplingError.tooFewClasses(
        group: "group1", found: 1, needed: 2, purpose: "a triplet within a group")
    ) { try TripletSampler(numberedImages(groups: [2, 1], drawers: 2), withinGroup: true) }
  }
}
