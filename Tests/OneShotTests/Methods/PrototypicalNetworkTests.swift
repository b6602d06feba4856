import OneShot
import TestSupport
import Testing

@Suite struct PrototypicalNetworkTests {
  @Test(arguments: Fixture.cases(of: "Methods", startingWith: "prototypical"))
  func agreesWithTheFormula(_ fixture: Fixture) throws {
    expectJudged(try PrototypicalNetwork(unchanged, input: [6]), by: fixture)
  }

  @Test(arguments: [1, 2]) func learns(shots: Int) throws {
    try expectLearning(
      try PrototypicalNetwork(SmallGlyphs.leg, input: [16, 16, 1]), shots: shots)
  }

  @Test func visitsTheLeg() throws {
    let method = try PrototypicalNetwork(Sequential { Dense(3) }, input: [2])
    #expect(method.parameters.map(\.path) == ["leg.0.weight", "leg.0.bias"])
    #expect(throws: ShapeError.self) {
      try PrototypicalNetwork(Sequential { Dense(3) }, input: [2, 2, 1])
    }
  }
}
