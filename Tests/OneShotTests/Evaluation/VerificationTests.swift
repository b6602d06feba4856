import OneShot
import Testing

@Suite struct VerificationTests {
  @Test func accuracyAtAThreshold() {
    let verification = Verification(
      scores: [0.9, 0.6, 0.4, 0.2, 0.7, .nan], isSame: [true, true, true, false, false, false])
    #expect(verification.accuracy(threshold: 0.5) == Accuracy(correct: 3, of: 6))
    #expect(verification.accuracy(threshold: 0.3) == Accuracy(correct: 4, of: 6))
    #expect(abs(verification.bestThreshold - 0.3) < 1e-6)
  }

  @Test func theBestThresholdIsTheBest() {
    for seed in 0..<50 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let scores = (0..<12).map { _ in Float(Int.random(in: 0..<6, using: &random)) }
      let isSame = scores.map { _ in Bool.random(using: &random) }
      let verification = Verification(scores: scores, isSame: isSame)
      let best = verification.accuracy(threshold: verification.bestThreshold).correct
      let all = (-1...6).map { verification.accuracy(threshold: Float($0) + 0.5).correct }
      #expect(best == all.max())
    }
  }

  @Test func pairsOfADataset() throws {
    let dataset = numberedImages(alphabets: [5, 5], drawers: 4)
    var random = SeededGenerator(seed: 1)
    let pairs = try PairSampler(dataset).batch(100, using: &random)
    let perfect = verify(LabelScorer.perfect, on: pairs, of: dataset)
    #expect(perfect.accuracy(threshold: 0.5) == Accuracy(correct: 100, of: 100))
    let constant = verify(LabelScorer { _, _ in 1 }, on: pairs, of: dataset)
    #expect(constant.accuracy(threshold: 0.5) == Accuracy(correct: 50, of: 100))
  }
}
