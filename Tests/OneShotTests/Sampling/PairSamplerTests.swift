import OneShot
import Testing

@Suite struct PairSamplerTests {
  let dataset = numberedImages(groups: [2, 3, 5], drawers: 3)

  @Test(arguments: [false, true], 0..<20 as Range<UInt64>)
  func halfOfEachAndNeverAnImageWithItself(withinGroup: Bool, seed: UInt64) throws {
    let sampler = try PairSampler(
      dataset, withinGroup: withinGroup, balance: seed % 2 == 0 ? .classes : .groups)
    var random = SeededGenerator(seed: seed)
    let pairs = sampler.batch(32, using: &random)
    #expect(pairs.count == 32 && pairs.targets.shape == [32, 1])
    #expect(
      pairs.targets.scalars == Array(repeating: 0, count: 16) + Array(repeating: 1, count: 16))
    for ((left, right), target) in zip(zip(pairs.left, pairs.right), pairs.targets.scalars) {
      let (a, b) = (dataset.labels(left), dataset.labels(right))
      #expect(left != right)
      #expect((a.position == b.position) == (target == 1))
      if withinGroup { #expect(a.group == b.group) }
    }
  }

  @Test func oddBatchesHaveOneMorePairOfOneClass() throws {
    var random = SeededGenerator(seed: 1)
    let pairs = try PairSampler(dataset).batch(5, using: &random)
    #expect(pairs.targets.scalars == [0, 0, 1, 1, 1])
  }

  @Test func aSeedDeterminesThePairs() throws {
    let sampler = try PairSampler(dataset)
    func pairs(_ seed: UInt64) -> PairBatch {
      var random = SeededGenerator(seed: seed)
      return sampler.batch(16, using: &random)
    }
    #expect(pairs(1) == pairs(1))
    #expect(pairs(1) != pairs(2))
  }

  /// The share of one-class pairs that the group of 2, of 10 classes, gets.
  @Test(arguments: [(PairSampler.Balance.classes, 0.2), (.groups, 1.0 / 3)])
  func drawsAreUniform(balance: PairSampler.Balance, share: Double) throws {
    var random = SeededGenerator(seed: 3)
    let pairs = try PairSampler(dataset, balance: balance).batch(8000, using: &random)
    let small = pairs.left[4000...].count { dataset.labels($0).group == 0 }
    // Four standard deviations of 4000 draws.
    #expect(abs(Double(small) / 4000 - share) < 4 * (share * (1 - share) / 4000).squareRoot())
    let images = Set(pairs.left).union(pairs.right)
    #expect(images.count == dataset.count)
  }

  @Test func datasetsThatAreTooSmall() {
    #expect(
      throws: SamplingError.tooFewImages(
        className: "group0/class0", found: 1, needed: 2, purpose: "a pair of one class")
    ) { try PairSampler(numberedImages(groups: [2], drawers: 1)) }
    #expect(
      throws: SamplingError.tooFewClasses(
        group: "group1", found: 1, needed: 2,
        purpose: "a pair of two classes of one group")
    ) { try PairSampler(numberedImages(groups: [2, 1], drawers: 2), withinGroup: true) }
    #expect(
      throws: SamplingError.tooFewClassesInAll(
        dataset: "numbered images", found: 1, needed: 2, purpose: "a pair of two classes")
    ) { try PairSampler(numberedImages(groups: [1], drawers: 2)) }
    #expect(throws: SamplingError.self) {
      try PairSampler(numberedImages(groups: [], drawers: 2), withinGroup: true)
    }
  }

  @Test func aSetOfPairsAndItsImages() throws {
    let sampler = try PairSampler(dataset, withinGroup: true)
    let set = sampler.pairs(30, seed: 4)
    #expect(set.count == 30 && set.dataset.pixels == dataset.pixels)
    #expect(set.pairs == sampler.pairs(30, seed: 4).pairs)
    #expect(set.pairs != sampler.pairs(30, seed: 5).pairs)
    #expect(set.pairs.targets.sum().item == 15)
  }
}
