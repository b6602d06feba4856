import Foundation
import Testing

@testable import Tuning

@Suite struct AcquisitionTests {
  private func state(
    _ space: SearchSpace, _ points: [[Double]], _ scores: [Double?], pending: [[Double]] = []
  ) -> SearchState {
    SearchState(
      space: space, number: points.count + pending.count, seed: 1, points: points, scores: scores,
      pending: pending)
  }

  /// The expected improvement under the process that the acquisition fits, over a fine grid.
  @Test func findsTheLargestImprovement() throws {
    let space: SearchSpace = [.linear("x", 0...1), .linear("y", 0...1)]
    let points = (0..<12).map(SobolSequence(dimensions: 2, seed: 3).point)
    let scores = points.map { sin(7 * $0[0]) + cos(5 * $0[1]) }
    let found = try #require(Acquisition(state(space, points, scores))).bestPoint()
    let process = try GaussianProcess(fittedTo: points, values: scores)
    let best = process.fittedMeans.max()!
    func improvement(_ point: [Double]) -> Double {
      let (mean, variance) = process.prediction(at: point)
      return expectedImprovement(over: best, mean: mean, deviation: variance.squareRoot())
    }
    let side = (0...60).map { Double($0) / 60 }
    let grid: [[Double]] = side.flatMap { x in side.map { y in [x, y] } }
    let largest = grid.map(improvement).max()!
    #expect(largest > 0)
    #expect(improvement(found) >= largest)
  }

  @Test func keepsAwayFromWhatIsUnderWay() throws {
    let space: SearchSpace = [.linear("x", 0...1)]
    let points = [[0.0], [0.3], [0.7], [1.0]]
    let scores = points.map { -($0[0] - 0.45) * ($0[0] - 0.45) }
    let first = try #require(Acquisition(state(space, points, scores))).bestPoint()
    let second = try #require(
      Acquisition(state(space, points, scores, pending: [first]))
    ).bestPoint()
    #expect(abs(first[0] - second[0]) > 1e-3)
  }

  @Test func triesEveryCellOfASmallSpaceOnce() {
    let space: SearchSpace = [.integer("n", 1...3), .choice("c", ["a", "b", "c"])]
    var points: [[Double]] = [[0, 0], [1, 1]].map(space.snapped)
    while points.count < 9 {
      let scores = points.map { $0[0] + 0.1 * $0[1] }
      guard let next = Acquisition(state(space, points, scores))?.bestPoint() else { break }
      points.append(next)
    }
    #expect(Set(points).count == 9)
  }

  /// A part of the space where the loss is huge does not hide what there is elsewhere.
  @Test(arguments: [1e30, Double.greatestFiniteMagnitude], [1, 2, 3 as UInt64])
  func hugeScoresHideNothing(_ huge: Double, _ seed: UInt64) throws {
    func loss(_ strategy: SearchStrategy) throws -> Double {
      var search = try Search(
        [.linear("x", 0...1)], strategy: strategy, goal: .minimize, seed: seed)
      return try #require(
        try search.run(trials: 30) { trial -> Double in
          let x: Double = trial["x"]
          return x < 0.3 ? huge : (x - 0.7) * (x - 0.7)
        }.score)
    }
    #expect(try loss(.bayesian()) < 1e-6)
  }

  @Test func onlyWhatIsFarWorseIsRaised() {
    let scores = [3, 1, 2, -4, -1e30, -5, 0, 2.5]
    #expect(Acquisition.tamed(scores) == [3, 1, 2, -4, -77, -5, 0, 2.5])
    #expect(Acquisition.tamed([1, 1, -1e9]) == [1, 1, -1e9])
    #expect(Acquisition.tamed([1, 0.5, -1e5]) == [1, 0.5, -1e5])
    #expect(Acquisition.tamed([]).isEmpty)
  }

  @Test func trialsWithoutScoreCountAsTheWorst() throws {
    let space: SearchSpace = [.linear("x", 0...1)]
    let points = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.95].map { [$0] }
    let scores: [Double?] = points.map { $0[0] < 0.7 ? $0[0] * $0[0] : nil }
    // Scores rise to the right, where trials fail.
    let point = try #require(Acquisition(state(space, points, scores))).bestPoint()
    #expect(point[0] < 0.8)
    let known = try #require(
      Acquisition(state(space, Array(points.prefix(7)), Array(scores.prefix(7))))
    ).bestPoint()
    #expect(known[0] > 0.9)
  }

  @Test func needsTwoScores() {
    let space: SearchSpace = [.linear("x", 0...1)]
    let acquisition = Acquisition(state(space, [[0.1], [0.2]], [1, nil]))
    #expect(acquisition == nil)
  }
}
