import OneShot
import TestSupport
import Testing

@Suite struct BDCSPNTests {
  @Test(arguments: Fixture.cases(of: "Transductive", startingWith: "bdcspn"))
  func agreesWithEasyfsl(_ fixture: Fixture) {
    let method = BDCSPN(NearestNeighbor(), sharpness: fixture.number("sharpness"))
    expectClose(
      method.scores(of: fixture["queries"], support: fixture["support"]), fixture["output"])
  }

  @Test func gainsByTheQueries() {
    expectTransductive(BDCSPN(NearestNeighbor()), over: MeanCosine())
  }

  @Test func stopsAtANegativeSharpness() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BDCSPN(NearestNeighbor(), sharpness: -1)
    }
    #expect(message(of: result).contains("expected a sharpness of at least 0, got -1.0"))
  }
}
