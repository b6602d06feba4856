import OneShot
import Testing

@Suite struct ClassifierCalibrationTests {
  private func calibration(rate: Double? = nil) throws -> ClassifierCalibration {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    return try classifier.calibration(
      on: TinyNetwork.glyphs, ways: 3, trials: 50, scope: .withinGroup, falseAcceptRate: rate,
      seed: 4)
  }

  @Test func saysHowItWasMade() throws {
    let found = try calibration()
    #expect(found.ways == 3 && found.shots == 1 && found.seed == 4)
    #expect(found.scope == .withinGroup && found.falseAcceptRate == nil)
    #expect(found.description.contains("3-way 1-shot trials within a group, seed 4"))
    #expect(found.rejection.same == 50 && found.rejection.different == 50)
  }

  @Test func aWantedRateChangesTheThresholds() throws {
    let (equal, strict) = (try calibration(), try calibration(rate: 0))
    #expect(equal.rejectionThreshold == equal.rejection.equalErrorThreshold)
    #expect(strict.rejectionThreshold == strict.rejection.threshold(falseAcceptRate: 0))
    #expect(strict.rejectionThreshold > equal.rejectionThreshold)
  }
}
