import OneShot
import TestSupport
import Testing

@Suite struct MatchingNetworkTests {
  @Test(arguments: Fixture.cases(of: "Methods", startingWith: "matching"))
  func agreesWithTheFormula(_ fixture: Fixture) throws {
    let method = try MatchingNetwork(unchanged, input: [6], scale: fixture.number("scale"))
    expectJudged(method, by: fixture)
  }

  @Test func logitsAreLogarithmsOfProbabilities() throws {
    let method = try MatchingNetwork(unchanged, input: [5], scale: 300)
    let embeddings = samples([7, 5], [3, 2, 5])
    let logits = method.logits(of: embeddings[0], support: embeddings[1])
    expectClose(logits.exp().sum(axes: [1]), .ones([7]))
    #expect(logits.scalars.allSatisfy { $0.isFinite && $0 < 1e-5 })
  }

  @Test func learns() throws {
    try expectLearning(
      try MatchingNetwork(SmallGlyphs.leg, input: [16, 16, 1], scale: 10), shots: 2)
  }

  @Test func learnsInContext() throws {
    try expectLearning(
      try MatchingNetwork(SmallGlyphs.leg, input: [16, 16, 1], scale: 10, contextSteps: 2))
  }

  @Test func namesAndParameters() throws {
    let leg = Sequential { Dense(3) }
    let plain = try MatchingNetwork(leg, input: [2])
    #expect(plain.name == "matching")
    #expect(plain.parameters.map(\.path) == ["leg.0.weight", "leg.0.bias"])
    let full = try MatchingNetwork(leg, input: [2], contextSteps: 4)
    #expect(full.name == "matching-fce" && full.parameters.count == 11)
    #expect(full.parameters[2].path == "context.forward.weight")
  }
}
