import OneShot
import Testing

@Suite struct OneShotClassifierReportTests {
  @Test func itsThresholdItsMapAndItsNetwork() throws {
    let classifier = try TinyNetwork.classifier()
    let calibration = try classifier.calibration(on: TinyNetwork.glyphs, ways: 3, trials: 40)
    let plain = try classifier.reportSections(
      on: TinyNetwork.glyphs, rejection: calibration.rejection)
    #expect(plain.map(\.title) == ["Threshold", "Map", "Network", "Settings"])
    #expect(try PageElements(plain[3].html).text.contains("enrolled classes3"))
    // It has not chosen one yet.
    #expect(!(try PageElements(plain[0].html).text.contains("the threshold ")))
    classifier.rejectionThreshold = -1.25
    let chosen = try classifier.reportSections(
      on: TinyNetwork.glyphs, rejection: calibration.rejection)
    #expect(try PageElements(chosen[0].html).text.contains("the threshold -1.25 accepts"))
    #expect(try classifier.reportSections(on: TinyNetwork.glyphs).count == 3)
    #expect(throws: ClassifierError.self) {
      try classifier.reportSections(on: numberedImages(groups: [2], drawers: 2))
    }
  }
}
