import OneShot
import Testing

@Suite struct PairSamplerTests {
  let dataset = numberedImages(alphabets: [2, 3, 5], drawers: 3)

  @Test(arguments: [false, true], 0..<20 as Range<UInt64>)
  func halfOfEachAndNeverAnImageWithItself(withinAlphabet: Bool, seed: UInt64) throws {
    let sampler = try PairSampler(
      dataset, withinAlphabet: withinAlphabet, balance: seed % 2 == 0 ? .classes : .alphabets)
    var random = SeededGenerator(seed: seed)
    let pairs = sampler.batch(32, using: &random)
    #expect(pairs.count == 32 && pairs.targets.shape == [32, 1])
    #expect(
      pairs.targets.scalars == Array(repeating: 0, count: 16) + Array(repeating: 1, count: 16))
    for ((left, right), target) in zip(zip(pairs.left, pairs.right), pairs.targets.scalars) {
      let (a, b) = (dataset.labels(left), dataset.labels(right))
      #expect(left != right)
      #expect((a.character == b.character) == (target == 1))
      if withinAlphabet { #expect(a.alphabet == b.alphabet) }
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

  /// The share of one-class pairs that the alphabet of 2, of 10 classes, gets.
  @Test(arguments: [(PairSampler.Balance.classes, 0.2), (.alphabets, 1.0 / 3)])
  func drawsAreUniform(balance: PairSampler.Balance, share: Double) throws {
    var random = SeededGenerator(seed: 3)
    let pairs = try PairSampler(dataset, balance: balance).batch(8000, using: &random)
    let small = pairs.left[4000...].count { dataset.labels($0).alphabet == 0 }
    // Four standard deviations of 4000 draws.
    #expect(abs(Double(small) / 4000 - share) < 4 * (share * (1 - share) / 4000).squareRoot())
    let images = Set(pairs.left).union(pairs.right)
    #expect(images.count == dataset.count)
  }

  @Test func datasetsThatAreTooSmall() {
    #expect(
      throws: SamplingError.tooFewImages(
        character: "alphabet0/character0", found: 1, needed: 2, purpose: "a pair of one character")
    ) { try PairSampler(numberedImages(alphabets: [2], drawers: 1)) }
    #expect(
      throws: SamplingError.tooFewCharacters(
        alphabet: "alphabet1", found: 1, needed: 2,
        purpose: "a pair of two characters of one alphabet")
    ) { try PairSampler(numberedImages(alphabets: [2, 1], drawers: 2), withinAlphabet: true) }
    #expect(
      throws: SamplingError.tooFewCharactersInAll(
        dataset: "numbered images", found: 1, needed: 2, purpose: "a pair of two characters")
    ) { try PairSampler(numberedImages(alphabets: [1], drawers: 2)) }
    #expect(throws: SamplingError.self) {
      try PairSampler(numberedImages(alphabets: [], drawers: 2), withinAlphabet: true)
    }
  }
}
