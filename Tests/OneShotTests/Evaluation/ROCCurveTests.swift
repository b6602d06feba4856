import OneShot
import TestSupport
import Testing

@Suite struct ROCCurveTests {
  static let fixtures = Fixture.cases(of: "ROCCurve")

  private func curve(_ fixture: Fixture) throws -> ROCCurve {
    try ROCCurve(
      scores: fixture["scores"].scalars, isSame: fixture["same"].scalars.map { $0 > 0.5 })
  }

  @Test(arguments: fixtures) func isScikitLearns(_ fixture: Fixture) throws {
    let curve = try curve(fixture)
    #expect(curve.points.map(\.threshold) == fixture["thresholds"].scalars)
    expectClose(
      Tensor(curve.points.map { Float($0.falseAcceptRate) }), fixture["falseAcceptRates"])
    expectClose(Tensor(curve.points.map { Float($0.trueAcceptRate) }), fixture["trueAcceptRates"])
    expectClose(Float(curve.areaUnderCurve), fixture["areaUnderCurve"].item, tolerance: 1e-6)
    #expect(abs(Float(curve.equalErrorRate) - fixture["equalErrorRate"].item) < 1e-6)
    #expect(curve.equalErrorThreshold == fixture["equalErrorThreshold"].item)
    for rate in [0.0, 0.01, 0.1, 0.5] {
      #expect(
        curve.threshold(falseAcceptRate: rate) == fixture["threshold.\(rate)"].item, "\(rate)")
    }
  }

  @Test func theRatesAtAnyThreshold() throws {
    let curve = try ROCCurve(scores: [3, 2, 1, 0], isSame: [true, false, true, false])
    #expect(curve.points.count == 5)
    for (threshold, falseAccepts, trueAccepts) in [
      (4, 0, 0), (3, 0, 0.5), (2.5, 0, 0.5), (2, 0.5, 0.5), (0.5, 0.5, 1), (-9, 1, 1),
    ] as [(Float, Double, Double)] {
      let point = curve.point(threshold: threshold)
      #expect(point.threshold == threshold)
      #expect(point.falseAcceptRate == falseAccepts && point.trueAcceptRate == trueAccepts)
      #expect(point.falseRejectRate == 1 - trueAccepts)
    }
  }

  /// A rate that only accepting nothing keeps gives an infinite threshold.
  @Test func nothingIsAcceptedWhereTheHighestScoreIsWrong() throws {
    let curve = try ROCCurve(scores: [2, 1], isSame: [false, true])
    #expect(curve.threshold(falseAcceptRate: 0) == .infinity)
    #expect(curve.threshold(falseAcceptRate: 1) == 1)
    #expect(curve.areaUnderCurve == 0 && curve.equalErrorRate == 1)
  }

  @Test func theAreaIsTheProbabilityOfTheRightOrder() throws {
    var random = SeededGenerator(seed: 4)
    let scores = (0..<40).map { _ in Float(Int.random(in: 0..<8, using: &random)) }
    let isSame = scores.map { _ in Bool.random(using: &random) }
    var (right, all) = (0.0, 0.0)
    for (a, same) in zip(scores, isSame) where same {
      for (b, other) in zip(scores, isSame) where !other {
        right += a > b ? 1 : a == b ? 0.5 : 0
        all += 1
      }
    }
    let curve = try Verification(scores: scores, isSame: isSame).rocCurve()
    #expect(abs(curve.areaUnderCurve - right / all) < 1e-12)
  }

  @Test func saysWhatItIs() throws {
    let curve = try ROCCurve(scores: [3, 2, 1, 0], isSame: [true, false, true, false])
    #expect(curve.description == "AUC 0.750, equal error rate 50.0 % (2 same, 2 different)")
  }

  @Test func scoresOfOneKindAreRefused() {
    let one = #expect(throws: ROCError.self) {
      try ROCCurve(scores: [1, 2], isSame: [true, true])
    }
    #expect(one == .oneKind(same: 2, different: 0))
    #expect(
      one?.description == "ROC curve: expected scores of both kinds, found 2 of the same and 0 of "
        + "different classes")
    #expect(throws: ROCError.oneKind(same: 0, different: 0)) {
      try ROCCurve(scores: [], isSame: [])
    }
    let nan = #expect(throws: ROCError.self) {
      try ROCCurve(scores: [1, .nan], isSame: [true, false])
    }
    #expect(nan?.description == "ROC curve: expected numbers, found NaN as score 1")
  }
}
