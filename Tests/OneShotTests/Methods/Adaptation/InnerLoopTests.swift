import OneShot
import TestSupport
import Testing

@Suite struct InnerLoopTests {
  @Test func settingsOfTheLiterature() {
    #expect(InnerLoop.maml(steps: 2, rate: 0.3) == InnerLoop(steps: 2, rate: 0.3))
    #expect(InnerLoop.firstOrderMAML() == InnerLoop(order: .first))
    #expect(InnerLoop.anil() == InnerLoop(steps: 5, rate: 0.1, adapting: .head))
    #expect(InnerLoop.metaSGD() == InnerLoop(rate: 0.1, learnsRates: true))
  }

  @Test func stopsAtSettingsThatMakeNoSense() async {
    let steps = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = InnerLoop(steps: -1)
    }
    #expect(message(of: steps).contains("InnerLoop: expected 0 steps or more, got -1"))
    let rate = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = InnerLoop(rate: 0)
    }
    #expect(message(of: rate).contains("InnerLoop: expected a positive rate, got 0.0"))
  }
}
