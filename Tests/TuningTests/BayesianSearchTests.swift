import Testing
import Tuning

/// What the search is for, on functions whose optimum is known.
@Suite struct BayesianSearchTests {
  @Test func theFunctionsAreThePublishedOnes() {
    #expect(abs(Branin.value(.pi, 2.275) - Branin.smallest) < 1e-5)
    #expect(abs(Branin.value(-.pi, 12.275) - Branin.smallest) < 1e-5)
    let place = [0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573]
    #expect(abs(Hartmann6.value(place) - Hartmann6.smallest) < 1e-4)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func findsBraninsSmallestValue(_ seed: UInt64) throws {
    var search = try Search(Branin.space, goal: .minimize, seed: seed)
    let best = try search.run(trials: 40, Branin.value)
    #expect(try #require(best.score) <= Branin.smallest * 1.01)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func beatsRandomSearchInSixDimensions(_ seed: UInt64) throws {
    func best(_ strategy: SearchStrategy) throws -> Double {
      var search = try Search(Hartmann6.space, strategy: strategy, goal: .minimize, seed: seed)
      return try #require(try search.run(trials: 40, Hartmann6.value).score)
    }
    let (bayesian, random) = (try best(.bayesian()), try best(.random))
    #expect(bayesian < random)
    #expect(bayesian < -2.5)
  }
}
