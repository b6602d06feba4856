import DatasetFiles
import Foundation
import OneShot
import TestSupport
import Testing

@Suite struct OneShotClassifierExtrapolationTests {
  private static let glyphs = Glyphs(alphabets: 5, characters: 8, drawers: 3, seed: 6)
    .dataset(size: 12)

  @Test(arguments: ShotRule.allCases) func moreWaysThanClasses(_ rule: ShotRule) throws {
    try inTemporaryFolder { folder in
      let classifier = OneShotClassifier(try TinyNetwork.make(), shotRule: rule)
      let found = try classifier.calibrate(
        on: Self.glyphs, ways: 5000, shots: 2, trials: 60, falseAcceptRate: 0.1, seed: 4)
      let extrapolation = try #require(found.extrapolation)
      #expect(extrapolation.classes == 40 && found.ways == 5000 && found.shots == 2)
      #expect(found.trials.scores.count == 120 && found.pairs.scores.count == 120)
      #expect(found.scope == .acrossGroups && classifier.calibration == found)
      #expect("\(found)".contains("\n  extrapolated from 40 classes: equal error rate "))
      #expect(classifier.rejectionThreshold == found.rejection.threshold(falseAcceptRate: 0.1))
      // More classes have a higher best score.
      let fewer = try classifier.calibration(
        on: Self.glyphs, ways: 50, shots: 2, trials: 60, falseAcceptRate: 0.1, seed: 4)
      #expect(fewer.rejectionThreshold < found.rejectionThreshold)
      #expect(
        try classifier.calibration(
          on: Self.glyphs, ways: 5000, shots: 2, trials: 60, falseAcceptRate: 0.1, seed: 4)
          == found)
      let url = folder.appending(path: "classifier.safetensors")
      try classifier.save(to: url)
      #expect(try OneShotClassifier(contentsOf: url).calibration == found)
      // As many as there are is measured.
      #expect(
        try classifier.calibration(on: Self.glyphs, ways: 39, trials: 5).extrapolation == nil)
    }
  }

  @Test func whatIsTooLittle() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    // 28 classes.
    #expect(throws: SamplingError.self) {
      try classifier.calibration(on: TinyNetwork.glyphs, ways: 5000)
    }
    #expect(throws: SamplingError.self) {
      try classifier.calibration(on: Self.glyphs, ways: 5000, scope: .withinGroup)
    }
    #expect(throws: SamplingError.self) {
      try classifier.calibration(on: Self.glyphs, ways: 5000, shots: 3)
    }
  }

  /// Every third class of Omniglot's 242 says what 150 classes do, which the others measure.
  @Test(.enabled(if: realData != nil, "ONESHOT_DATA names no folder with Omniglot"))
  func agreesWithTheMeasurementOnOmniglot() throws {
    let all = try Omniglot.load([.small1, .small2], in: #require(realData))
      .resized(height: 24, width: 24)
    func part(_ isIn: (Int) -> Bool) -> ImageDataset {
      ImageDataset(
        name: "Omniglot", height: 24, width: 24, groups: all.groups,
        classes: all.classes.indices.filter(isIn).map { all.classes[$0] }, pixels: all.pixels)
    }
    let siamese = try TinyNetwork.make(units: 64, size: 24)
    let classifier = OneShotClassifier(siamese)
    let found = try classifier.calibration(
      on: part { $0 % 3 == 0 }, ways: 150, trials: 400, falseAcceptRate: 0.1, seed: 1)
    let measured = try classifier.calibration(
      on: part { $0 % 3 != 0 }, ways: 150, trials: 400, scope: .acrossGroups,
      falseAcceptRate: 0.1, seed: 1)
    let extrapolation = try #require(found.extrapolation)
    #expect(measured.extrapolation == nil && extrapolation.classes == 81)
    #expect(
      abs(found.rejection.equalErrorRate - measured.rejection.equalErrorRate) < 0.06,
      "\(found.rejection.equalErrorRate) \(measured.rejection.equalErrorRate)")
    // Of the unknown images as many are accepted as were to be.
    let rate = measured.rejection.point(threshold: found.rejectionThreshold).falseAcceptRate
    #expect(abs(rate - 0.1) < 0.06, "\(rate)")
  }
}
