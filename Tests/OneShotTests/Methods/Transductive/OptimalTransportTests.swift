import OneShot
import TestSupport
import Testing

@Suite struct OptimalTransportTests {
  private let fixture = Fixture("Transductive/transport")

  @Test func agreesWithEasyfsl() {
    let plan = balancedAssignment(
      costs: fixture["costs"], sharpness: fixture.number("sharpness"), tolerance: 1e-9)
    expectClose(plan, fixture["plan"])
  }

  /// The sharper, the nearer to the plan of least cost.
  @Test func agreesWithSciPyInTheLimit() {
    let plan = balancedAssignment(costs: fixture["costs"], sharpness: 300, steps: 100_000)
    expectClose(plan, fixture["exact"], tolerance: 1e-3)
  }

  @Test func everyQueryIsGivenAwayAndEveryClassGetsTheSame() {
    var random = SeededGenerator(seed: 1)
    for (queries, ways) in [(10, 5), (7, 3), (2, 5), (1, 4)] {
      let costs = Tensor.uniform([queries, ways], in: 0..<2, using: &random)
      let plan = balancedAssignment(costs: costs, sharpness: 10)
      expectClose(plan.sum(axes: [1]), .ones([queries]), tolerance: 1e-5)
      expectClose(
        plan.sum(axes: [0]), .full([ways], Float(queries) / Float(ways)), tolerance: 1e-5)
    }
  }

  /// Their exponentials are all 0.
  @Test func nothingUnderflows() {
    let costs = Tensor([[1000, 2000], [2000, 1000]])
    expectClose(balancedAssignment(costs: costs, sharpness: 10), .identity(2))
  }

  @Test func stopsAtASharpnessOf0() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = balancedAssignment(costs: .zeros([2, 2]), sharpness: 0)
    }
    #expect(message(of: result).contains("balancedAssignment: sharpness 0.0"))
  }
}
