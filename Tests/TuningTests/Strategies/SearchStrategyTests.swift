import Testing

@testable import Tuning

@Suite struct SearchStrategyTests {
  private let space: SearchSpace = [.linear("x", 0...1), .linear("y", 0...1)]

  private func state(_ number: Int, seed: UInt64 = 1) -> SearchState {
    SearchState(space: space, number: number, seed: seed, points: [], scores: [])
  }

  @Test(arguments: [SearchStrategy.random, .quasiRandom, .bayesian()])
  func startsDependOnSeedAndNumberAlone(_ strategy: SearchStrategy) {
    #expect(strategy(state(3)) == strategy(state(3)))
    let points = (0..<8).map { strategy(state($0)) } + (0..<8).map { strategy(state($0, seed: 2)) }
    #expect(Set(points).count == 16)
    #expect(points.joined().allSatisfy { (0..<1).contains($0) })
  }

  @Test func quasiRandomPointsAreSobols() {
    let sequence = SobolSequence(dimensions: 2, seed: 5)
    let points = (0..<9).map { SearchStrategy.quasiRandom(state($0, seed: 5)) }
    #expect(points == (0..<9).map(sequence.point))
  }

  @Test func randomPointsAreUniform() {
    let points = (0..<2000).map { SearchStrategy.random(state($0)) }
    for axis in 0..<2 {
      let values = points.map { $0[axis] }
      let mean = values.reduce(0, +) / 2000
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2000
      #expect(abs(mean - 0.5) < 0.03 && abs(variance - 1.0 / 12) < 0.01)
    }
    let covariance = points.reduce(0) { $0 + ($1[0] - 0.5) * ($1[1] - 0.5) } / 2000
    #expect(abs(covariance) < 0.01)
  }

  @Test func yourOwnAndNames() {
    let corners = SearchStrategy("corners") { state in
      state.space.dimensions.map { _ in Double(state.number % 2) }
    }
    #expect(corners(state(3)) == [1, 1])
    #expect(corners.name == "corners")
    #expect(SearchStrategy.bayesian(starts: 5, from: .random).name == "bayesian(5, random)")
  }

  @Test func bayesianStartsAsItIsTold() {
    let bayesian = SearchStrategy.bayesian(starts: 4, from: .random)
    #expect((0..<4).allSatisfy { bayesian(state($0)) == SearchStrategy.random(state($0)) })
    // Without two scores there is nothing to learn from.
    #expect(bayesian(state(9)) == SearchStrategy.random(state(9)))
  }
}
