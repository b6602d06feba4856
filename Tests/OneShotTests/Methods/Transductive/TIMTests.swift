import OneShot
import TestSupport
import Testing

@Suite struct TIMTests {
  @Test(arguments: Fixture.cases(of: "Transductive", startingWith: "tim"))
  func agreesWithEasyfsl(_ fixture: Fixture) {
    let method = TIM(
      NearestNeighbor(), steps: 60, learningRate: 0.01, scale: 12, supportWeight: 0.3,
      marginalWeight: 1.2, conditionalWeight: 0.4)
    expectClose(
      method.scores(of: fixture["queries"], support: fixture["support"]), fixture["output"],
      tolerance: 1e-4)
  }

  @Test func gainsByTheQueries() {
    let method = TIM(NearestNeighbor(), steps: 60, learningRate: 0.01)
    let ofTheSupport = TIM(
      NearestNeighbor(), steps: 60, learningRate: 0.01, marginalWeight: 0, conditionalWeight: 0)
    expectTransductive(method, over: MeanCosine(), alone: ofTheSupport, tolerance: 1e-3)
  }

  @Test func withoutStepsItIsTheCosine() {
    let task = QueryTask()
    expectClose(
      TIM(NearestNeighbor(), steps: 0).scores(of: task.queries, support: task.support),
      MeanCosine().scores(of: task.queries, support: task.support))
  }

  @Test func stopsAtANegativeWeight() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TIM(NearestNeighbor(), supportWeight: -1)
    }
    #expect(message(of: result).contains("expected weights of at least 0, got -1.0, 1.0 and 0.1"))
  }
}
