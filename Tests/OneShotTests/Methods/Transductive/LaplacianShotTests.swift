import OneShot
import TestSupport
import Testing

@Suite struct LaplacianShotTests {
  @Test(arguments: Fixture.cases(of: "Transductive", startingWith: "laplacian"))
  func agreesWithEasyfsl(_ fixture: Fixture) {
    let method = LaplacianShot(
      NearestNeighbor(), neighbors: fixture.integer("neighbors"),
      weight: fixture.number("weight"), sharpness: 1)
    expectClose(
      method.scores(of: fixture["queries"], support: fixture["support"]), fixture["output"],
      tolerance: 1e-4)
  }

  @Test func gainsByTheQueries() {
    expectTransductive(LaplacianShot(NearestNeighbor()), over: NearestMean())
  }

  @Test func withoutNeighborsThePrototypesDecide() {
    let task = QueryTask()
    let alone = LaplacianShot(NearestNeighbor(), neighbors: 0)
    let scores = alone.scores(of: task.queries, support: task.support)
    let weightless = LaplacianShot(NearestNeighbor(), weight: 0)
    #expect(scores == weightless.scores(of: task.queries, support: task.support))
    expectClose(scores.sum(axes: [1]), .ones([40]))
    // More neighbors than there are queries are all of them.
    let many = LaplacianShot(NearestNeighbor(), neighbors: 100)
    #expect(many.scores(of: task.queries, support: task.support).isFinite)
  }

  /// Copies of one query are each other's neighbors, and not their own.
  @Test func queriesMayCoincide() {
    let task = QueryTask()
    let copies = task.queries.gathered(at: [0, 0, 0, 0])
    let scores = LaplacianShot(NearestNeighbor()).scores(of: copies, support: task.support)
    expectClose(scores, scores.gathered(at: [3, 2, 1, 0]))
  }

  @Test func stopsAtANegativeWeight() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LaplacianShot(NearestNeighbor(), weight: -1)
    }
    #expect(message(of: result).contains("2 neighbors of weight -1.0"))
  }
}

/// Scores by the distance from the mean of a class, for features that are given.
struct NearestMean: TaskScorer {
  let name = "mean"
  func embed(_ images: Tensor) -> Tensor { images }
  func scores(of queries: Tensor, support: Tensor) -> Tensor {
    -Tensor.pairwiseSquaredL2(queries, support.mean(axes: [1]))
  }
}
