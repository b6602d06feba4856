import OneShot
import TestSupport
import Testing

@Suite struct PTMAPTests {
  @Test(arguments: Fixture.cases(of: "Transductive", startingWith: "ptmap"))
  func agreesWithEasyfsl(_ fixture: Fixture) {
    let scores = PTMAP(NearestNeighbor())
      .scores(of: fixture["queries"], support: fixture["support"])
    expectClose(scores, fixture["output"], tolerance: 1e-4)
  }

  @Test func gainsByTheQueries() {
    expectTransductive(PTMAP(NearestNeighbor()), over: RootCosine(), tolerance: 1e-3)
  }

  /// Every class gets as many queries as any other.
  @Test func classesAreBalanced() {
    let task = QueryTask()
    let plan = PTMAP(NearestNeighbor()).scores(of: task.queries, support: task.support)
    expectClose(plan.sum(axes: [0]), .full([5], 8), tolerance: 1e-5)
  }

  @Test func stopsAtARateAbove1() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PTMAP(NearestNeighbor(), rate: 1.5)
    }
    #expect(message(of: result).contains("rate 1.5"))
  }

  /// The nearest mean of features that are transformed as the method does.
  private struct RootCosine: TaskScorer {
    let name = "root-cosine"
    func embed(_ images: Tensor) -> Tensor { images }
    func scores(of queries: Tensor, support: Tensor) -> Tensor {
      func transformed(_ x: Tensor) -> Tensor { (x.relu() + 1e-6).sqrt().l2Normalized() }
      return NearestMean().scores(of: transformed(queries), support: transformed(support))
    }
  }
}
