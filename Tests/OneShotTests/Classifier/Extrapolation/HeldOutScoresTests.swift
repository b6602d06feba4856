import Testing

@testable import OneShot

@Suite struct HeldOutScoresTests {
  /// Scores of a query among classes that are all alike, its own a little higher.
  private func scores(classes: Int, queries: Int, seed: UInt64) -> HeldOutScores {
    var random = SeededGenerator(seed: seed)
    let rows = Tensor.normal([queries, classes], using: &random)
    let own = (0..<queries).map { $0 % classes }
    return HeldOutScores(
      (0..<queries).map { query in
        var row = rows[query].scalars
        row[own[query]] += 3
        return row
      }, own: own)
  }

  /// What is extrapolated from 60 classes is what 1500 have, and the interval holds the truth.
  @Test func moreClassesAreAsMeasured() throws {
    var random = SeededGenerator(seed: 3)
    let (ways, queries) = (1500, 400)
    var direct: [Float] = []
    for _ in 0..<queries {
      let others = Tensor.normal([2, ways], using: &random)
      let own = Tensor.normal([1], using: &random).item + 3
      direct += [others[0].max().item, max(own, others[1][0..<ways - 1].max().item)]
    }
    let truth = try Verification(scores: direct, isSame: direct.indices.map { $0 % 2 == 1 })
      .rocCurve()
    let heldOut = scores(classes: 60, queries: queries, seed: 4)
    let found = try heldOut.trials(ways: ways, using: &random).rocCurve()
    let extrapolation = try heldOut.extrapolation(ways: ways, using: &random) {
      $0.equalErrorThreshold
    }
    #expect(abs(found.equalErrorRate - truth.equalErrorRate) < 0.07)
    #expect(extrapolation.equalErrorRate.contains(truth.equalErrorRate))
    #expect(extrapolation.classes == 60)
    let threshold = try #require(extrapolation.rejectionThreshold)
    #expect(
      threshold.lowerBound < threshold.upperBound && threshold.contains(found.equalErrorThreshold))
  }

  /// A query's own class is no other class, even if that has no more than a few.
  @Test func theOwnClassIsLeftOut() {
    var random = SeededGenerator(seed: 1)
    let rows: [[Float]] = (0..<40).map { own in (0..<40).map { $0 == own ? 100 : Float($0 % 5) } }
    let trials = HeldOutScores(rows, own: Array(0..<40)).trials(ways: 100, using: &random)
    for (score, isSame) in zip(trials.scores, trials.isSame) {
      #expect(isSame ? score == 100 : score < 50)
    }
  }
}
