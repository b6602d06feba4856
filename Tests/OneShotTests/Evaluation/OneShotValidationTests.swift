import OneShot
import Testing

@Suite struct OneShotValidationTests {
  private let dataset = numberedImages(groups: [6, 6], drawers: 5)

  @Test func aPerfectScorerIsPerfectAndTheNumbersAreItsOwn() throws {
    let validation = try OneShotValidation(on: dataset, ways: 5, trials: 30, pairs: 40, seed: 2)
    let perfect = LabelScorer { $0.0 == $1.0 ? 1 : -1 }
    #expect(
      validation.logs(of: perfect) == [.oneShotAccuracy: 1, .verificationAccuracy: 1])
    let hopeless = LabelScorer { _, _ in 1 }
    #expect(
      validation.logs(of: hopeless) == [.oneShotAccuracy: 0, .verificationAccuracy: 0.5])
  }

  @Test func aSmallDatasetIsRefused() {
    #expect(throws: SamplingError.self) { try OneShotValidation(on: dataset) }
  }
}
