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

  /// Where no float lies between two scores, and where halving their sum would leave the floats.
  @Test func theBestThresholdOfNeighborsAndExtremes() {
    let sets: [[Float]] = [
      [Float(1).nextDown, 1], [-.infinity, .infinity], [3e38, 3.2e38],
      [-.leastNonzeroMagnitude, 0],
      [-3e38, 3.2e38], [-.infinity, 0], [0, .infinity], [0, .leastNonzeroMagnitude],
      [-.greatestFiniteMagnitude, .greatestFiniteMagnitude],
    ]
    for scores in sets {
      let verification = Verification(scores: scores, isSame: [false, true])
      let threshold = verification.bestThreshold
      #expect(verification.accuracy(threshold: threshold).correct == 2, "\(scores): \(threshold)")
    }
    let low = Verification(scores: [-.infinity, -.infinity, 1], isSame: [true, true, false])
    #expect(low.accuracy(threshold: low.bestThreshold).correct == 1)
  }

  @Test func theBestThresholdOfRandomNeighbors() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<2000 {
      let start = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random))
      if !start.isFinite { continue }
      let floats = [start, start.nextUp, start.nextUp.nextUp]
      let scores = floats + floats
      let isSame = scores.map { _ in Bool.random(using: &random) }
      let verification = Verification(scores: scores, isSame: isSame)
      let best = verification.accuracy(threshold: verification.bestThreshold)
      let all = ([-.infinity, .infinity] + floats).map {
        verification.accuracy(threshold: $0).correct
      }
      #expect(best.correct == all.max(), "\(scores) \(isSame)")
    }
  }

  @Test func pairsOfADataset() throws {
    let dataset = numberedImages(groups: [5, 5], drawers: 4)
    let pairs = try PairSampler(dataset).pairs(100, seed: 1)
    let perfect = Verification(of: LabelScorer.perfect, on: pairs)
    #expect(perfect.accuracy(threshold: 0.5) == Accuracy(correct: 100, of: 100))
    #expect(perfect.isSame == pairs.pairs.targets.scalars.map { $0 == 1 })
    let constant = Verification(of: LabelScorer { _, _ in 1 }, on: pairs)
    #expect(constant.accuracy(threshold: 0.5) == Accuracy(correct: 50, of: 100))
    let store = LabelScorer.perfect.embed(dataset)
    #expect(Verification(of: LabelScorer.perfect, on: pairs, embeddings: store) == perfect)
    let few = Verification(of: LabelScorer { Float($0.0 * 10 + $1.1) }, on: pairs, batchSize: 3)
    for (pair, score) in zip(zip(pairs.pairs.left, pairs.pairs.right), few.scores) {
      let expected = 10 * dataset.labels(pair.0).position + dataset.labels(pair.1).drawer
      #expect(score == Float(expected))
    }
  }
}
