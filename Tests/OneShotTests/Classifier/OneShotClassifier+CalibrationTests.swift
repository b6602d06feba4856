import OneShot
import Testing

@Suite struct OneShotClassifierCalibrationTests {
  private func calibrated(
    _ trials: Int = 100, rate: Double? = nil, seed: UInt64 = 1, shotRule: ShotRule = .meanScore,
    shots: Int = 1, scope: TaskSampler.Scope? = nil
  ) throws -> (OneShotClassifier<Sequential>, ClassifierCalibration) {
    let classifier = OneShotClassifier(try TinyNetwork.make(), shotRule: shotRule)
    let calibration = try classifier.calibrate(
      on: TinyNetwork.glyphs, ways: 4, shots: shots, trials: trials, scope: scope,
      falseAcceptRate: rate, seed: seed)
    return (classifier, calibration)
  }

  @Test func setsBothThresholdsAtTheEqualErrors() throws {
    let (classifier, calibration) = try calibrated()
    #expect(calibration.trials.scores.count == 200 && calibration.pairs.scores.count == 200)
    #expect(calibration.rejection.same == 100 && calibration.verification.same == 100)
    #expect(classifier.calibration == calibration)
    #expect(classifier.rejectionThreshold == calibration.rejection.equalErrorThreshold)
    #expect(classifier.verificationThreshold == calibration.verification.equalErrorThreshold)
    // Even untrained, drawings of one class are nearer to each other than to others.
    #expect(calibration.rejection.areaUnderCurve > 0.55)
    #expect(calibration.verification.areaUnderCurve > 0.6)
  }

  @Test func keepsAWantedRateOfFalseAccepts() throws {
    for rate in [0, 0.05, 0.3, 1] {
      let (classifier, calibration) = try calibrated(rate: rate)
      for (curve, threshold, scores) in [
        (calibration.rejection, classifier.rejectionThreshold, calibration.trials),
        (calibration.verification, classifier.verificationThreshold, calibration.pairs),
      ] {
        let wrong = zip(scores.scores, scores.isSame).count { $0 >= threshold && !$1 }
        #expect(Double(wrong) / 100 <= rate)
        #expect(threshold == curve.threshold(falseAcceptRate: rate))
      }
    }
  }

  /// A trial's scores are what a classifier says that has enrolled the trial's classes.
  @Test(arguments: ShotRule.allCases) func aTrialIsWhatThePredictionsAre(_ rule: ShotRule) throws {
    let (classifier, calibration) = try calibrated(5, shotRule: rule, shots: 2)
    let glyphs = TinyNetwork.glyphs
    let tasks = try TaskSampler(glyphs, ways: 5, shots: 2, queries: 2)
      .tasks(5, seed: 1).tasks
    for (number, task) in tasks.enumerated() {
      let fresh = OneShotClassifier(classifier.siamese, shotRule: rule)
      for (index, images) in task.support.enumerated() where index != task.answers[0] {
        try fresh.enroll("\(index)", glyphs.images(at: images))
      }
      for query in 0..<2 {
        let prediction = try fresh.predict(glyphs.images(at: [task.queries[query]]))
        let score = calibration.trials.scores[2 * number + query]
        #expect(abs(prediction.best.score - score) < 1e-4)
        #expect(calibration.trials.isSame[2 * number + query] == (query == 1))
      }
      #expect(fresh.labels.contains("\(task.answers[1])"))
    }
  }

  @Test func dependsOnTheSeedAlone() throws {
    let first = try calibrated(seed: 3).1
    #expect(try calibrated(seed: 3).1 == first)
    #expect(try calibrated(seed: 4).1 != first)
    #expect(try calibrated(seed: 3, scope: .acrossGroups).1.trials != first.trials)
  }

  @Test func lookingChangesNothing() throws {
    let (classifier, kept) = try calibrated(seed: 1)
    let looked = try classifier.calibration(on: TinyNetwork.glyphs, ways: 3, trials: 20, seed: 2)
    #expect(looked != kept && classifier.calibration == kept)
    #expect(classifier.rejectionThreshold == kept.rejectionThreshold)
    let same = try classifier.calibration(on: TinyNetwork.glyphs, ways: 4, trials: 100, seed: 1)
    #expect(same == kept)
  }

  /// Within groups where there are several that are large enough, so that nobody needs to say so.
  @Test func theScopeFollowsTheGroups() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    let glyphs = TinyNetwork.glyphs
    func scope(_ dataset: ImageDataset, ways: Int = 5) throws -> TaskSampler.Scope {
      try classifier.calibration(on: dataset, ways: ways, trials: 5).scope
    }
    #expect(try scope(glyphs) == .withinGroup)
    // One of six ways is left out, and an alphabet has seven classes.
    #expect(try scope(glyphs, ways: 6) == .withinGroup && scope(glyphs, ways: 7) == .acrossGroups)
    let one = try glyphs.selecting(groups: [glyphs.groups[0]])
    #expect(try scope(one) == .acrossGroups)
    #expect(try calibrated(5, scope: .acrossGroups).1.scope == .acrossGroups)
  }

  @Test func leavesTheEnrolledClasses() throws {
    let classifier = try TinyNetwork.classifier()
    let before = try classifier.predict(TinyNetwork.image(9)).candidates
    try classifier.calibrate(on: TinyNetwork.glyphs, ways: 2, trials: 10)
    #expect(try classifier.predict(TinyNetwork.image(9)).candidates == before)
    #expect(
      try classifier.predict(TinyNetwork.image(9)).threshold == classifier.rejectionThreshold)
  }

  @Test func saysWhatItIs() throws {
    let calibration = try calibrated().1
    let lines = calibration.description.split(separator: "\n").map(String.init)
    #expect(lines.count == 5)
    let curve = "\(calibration.rejection)"
      .replacing("same", with: "known").replacing("different", with: "unknown")
    #expect(lines[0] == "classes: \(curve)")
    #expect(lines[1].hasPrefix("  at the threshold ") && lines[1].hasSuffix("are accepted"))
    #expect(lines[2] == "pairs: \(calibration.verification)")
    #expect(
      lines[4] == "calibrated on Glyphs (generated, seed 2): 4-way 1-shot trials within a "
        + "group, seed 1")
  }

  @Test func whatCannotBeCalibratedChangesNothing() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    let glyphs = TinyNetwork.glyphs
    #expect(throws: SamplingError.tooSmall(size: "ways", found: 0, minimum: 1)) {
      try classifier.calibrate(on: glyphs, ways: 0)
    }
    #expect(throws: SamplingError.tooSmall(size: "trials", found: 0, minimum: 1)) {
      try classifier.calibrate(on: glyphs, trials: 0)
    }
    #expect(throws: SamplingError.self) { try classifier.calibrate(on: glyphs, ways: 28) }
    #expect(throws: SamplingError.self) { try classifier.calibrate(on: glyphs, shots: 4) }
    for rate in [-0.1, 1.1, .nan] {
      let error = #expect(throws: ClassifierError.self) {
        try classifier.calibrate(on: glyphs, falseAcceptRate: rate)
      }
      #expect(
        error
          == .outOfRange(
            setting: "falseAcceptRate", found: "\(rate)", expected: "from 0 to 1"))
    }
    let large = Glyphs(alphabets: 2, characters: 6, drawers: 3).dataset(size: 14)
    #expect(
      throws: ClassifierError.wrongShape(found: [14, 14, 1], expected: "[12, 12, 1]")
    ) { try classifier.calibrate(on: large) }
    #expect(classifier.calibration == nil && classifier.rejectionThreshold == -.infinity)
    #expect(classifier.verificationThreshold == 0)
  }
}
