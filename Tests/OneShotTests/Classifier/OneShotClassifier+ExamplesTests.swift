import TestSupport
import Testing

@testable import OneShot

@Suite struct OneShotClassifierExamplesTests {
  private func classifier(rule: ShotRule = .meanScore) throws -> OneShotClassifier<Sequential> {
    let classifier = OneShotClassifier(try TinyNetwork.make(), shotRule: rule)
    for index in 0..<3 {
      try classifier.enroll(
        TinyNetwork.name(index), TinyNetwork.images(index, drawers: 0..<(index + 1)))
    }
    return classifier
  }

  /// Each trial is what a classifier without the example, or without its class, says of it.
  @Test(arguments: ShotRule.allCases) func trialsLeaveOneOut(rule: ShotRule) throws {
    let classifier = try classifier(rule: rule)
    let found = try classifier.calibrationOnExamples()
    // Two examples of class 1 and three of class 2.
    #expect(found.trials.scores.count == 10 && found.ways == 3 && found.shots == 1)
    var trial = 0
    for index in 1..<3 {
      for drawer in 0...index {
        let (rest, image) = (classifier.copy(), TinyNetwork.image(index, drawer: drawer))
        try rest.remove(TinyNetwork.name(index), example: drawer)
        let known = try rest.predict(image).best.score
        try rest.remove(TinyNetwork.name(index))
        let unknown = try rest.predict(image).best.score
        #expect(abs(found.trials.scores[trial] - unknown) < 1e-4)
        #expect(abs(found.trials.scores[trial + 1] - known) < 1e-4)
        #expect(!found.trials.isSame[trial] && found.trials.isSame[trial + 1])
        trial += 2
      }
    }
  }

  /// Each example with its neighbors: of one class in turn, and with one of each other class.
  @Test func pairsAreOfBothKinds() throws {
    let found = try classifier().calibrationOnExamples()
    #expect(found.pairs.isSame.count { $0 } == 2 + 3)
    #expect(found.pairs.isSame.count { !$0 } == 2 * (1 + 2 + 3))
  }

  @Test func thresholdsAreKept() throws {
    let classifier = try classifier()
    let found = try classifier.calibrateOnExamples(falseAcceptRate: 0.2)
    #expect(found.falseAcceptRate == 0.2)
    #expect(classifier.rejectionThreshold == found.rejectionThreshold)
    #expect(classifier.verificationThreshold == found.verificationThreshold)
    #expect(classifier.calibration == found)
    let point = found.rejection.point(threshold: found.rejectionThreshold)
    #expect(point.falseAcceptRate <= 0.2)
  }

  @Test func tooFewExamplesAreRefused() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    func expectRefusal(_ classes: Int, _ several: Int) {
      let error = ClassifierError.tooFewExamples(classes: classes, ofSeveralExamples: several)
      #expect(throws: error) { try classifier.calibrateOnExamples() }
    }
    expectRefusal(0, 0)
    try classifier.enroll("a", TinyNetwork.images(0, drawers: 0..<2))
    expectRefusal(1, 1)
    try classifier.remove("a", example: 0)
    try classifier.enroll("b", TinyNetwork.image(1))
    expectRefusal(2, 0)
    #expect(classifier.calibration == nil && classifier.rejectionThreshold == -.infinity)
    let error = ClassifierError.outOfRange(
      setting: "falseAcceptRate", found: "1.5", expected: "from 0 to 1")
    #expect(throws: error) { try classifier.calibrateOnExamples(falseAcceptRate: 1.5) }
  }
}
