import OneShot
import TestSupport
import Testing

@Suite struct RidgeRegressionTests {
  /// With fewer examples than features, and with more.
  @Test(arguments: Fixture.cases(of: "Methods", startingWith: "ridge"))
  func agreesWithTheNormalEquations(_ fixture: Fixture) throws {
    expectJudged(try RidgeRegression(unchanged, input: [6]), by: fixture)
  }

  @Test func firstParameters() throws {
    let method = try RidgeRegression(unchanged, input: [6], penalty: 2, scale: 3)
    #expect(method.parameters.map(\.path) == ["logPenalty", "scale", "shift"])
    expectClose(method.logPenalty.value.exp().item, 2)
    #expect(method.scale.value == Tensor(3) && method.shift.value == Tensor(0))
  }

  @Test func aPenaltyOfZeroHasNoAnswer() throws {
    var method = try RidgeRegression(unchanged, input: [6])
    method.logPenalty.value = Tensor(-.infinity)
    let example = samples([1, 1, 6])[0]
    let logits = method.logits(
      of: samples([2, 6])[0], support: .concatenated([example * 0, example]))
    #expect(logits.shape == [2, 2] && logits.scalars.allSatisfy(\.isNaN))
  }

  @Test func learns() throws {
    let method = try RidgeRegression(
      SmallGlyphs.leg, input: [16, 16, 1], penalty: 10, scale: 5)
    try expectLearning(method, shots: 2)
  }

  @Test func stopsAtAPenaltyThatIsNotPositive() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try RidgeRegression(Lambda("unchanged") { $0 }, input: [6], penalty: 0)
    }
    #expect(message(of: result).contains("expected a positive penalty, got 0.0"))
  }
}
