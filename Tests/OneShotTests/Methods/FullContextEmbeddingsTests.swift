import OneShot
import TestSupport
import Testing

@Suite struct FullContextEmbeddingsTests {
  @Test(arguments: Fixture.cases(of: "Methods", startingWith: "context"))
  func agreesWithTheFormula(_ fixture: Fixture) throws {
    let method = try MatchingNetwork(unchanged, input: [6], contextSteps: 3)
    expectJudged(method, by: fixture) { String($0.dropFirst("context.".count)) }
  }

  @Test func eachQueryIsReadForItself() {
    var random = SeededGenerator(seed: 1)
    let context = FullContextEmbeddings(size: 4, steps: 2, using: &random)
    let images = samples([3, 4], [5, 4])
    let support = context.support(images[1])
    let together = context.queries(images[0], reading: support)
    for query in 0..<3 {
      expectClose(
        context.queries(images[0][query..<query + 1], reading: support),
        together[query..<query + 1])
    }
    // The support set's order counts, as in the paper.
    let reversed = context.support(images[1].gathered(at: [4, 3, 2, 1, 0]))
    #expect(relativeError(reversed.gathered(at: [4, 3, 2, 1, 0]), support) > 1e-3)
  }

  @Test func needsAStep() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try MatchingNetwork(Lambda("unchanged") { $0 }, input: [6], contextSteps: 0)
    }
    #expect(
      message(of: result).contains("FullContextEmbeddings: expected at least 1 step, got 0"))
  }
}
