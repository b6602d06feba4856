import OneShot
import TestSupport
import Testing

@Suite struct FineTuningTests {
  @Test func presets() {
    #expect(FineTuning.baseline.classifier == .linear)
    #expect(FineTuning.baselinePlusPlus.classifier == .cosine(scale: 2))
    #expect(FineTuning.baseline.epochs == 100 && FineTuning.baseline.batchSize == 4)
  }

  @Test func stopsAtAMomentumOf1() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = FineTuning(.linear, momentum: 1)
    }
    #expect(message(of: result).contains("FineTuning: momentum 1.0, dampening 0.9"))
  }

  @Test func stopsAtAScaleOf0() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = FineTuning(.cosine(scale: 0))
    }
    #expect(message(of: result).contains("expected a positive scale, got 0.0"))
  }
}
