import OneShot
import TestSupport
import Testing

@Suite struct NearestCentroidTests {
  @Test(arguments: Fixture.cases(of: "Methods", startingWith: "centroid"))
  func agreesWithTheFormula(_ fixture: Fixture) {
    let scorer = NearestCentroid(
      unchanged, transform: .centeredAndNormalized(mean: fixture["mean"]))
    let support = fixture["support"]
    let rows = scorer.embed(support.reshaped(to: [support.shape[0] * support.shape[1], 6]))
    let scores = scorer.scores(
      of: scorer.embed(fixture["queries"]), support: rows.reshaped(to: support.shape))
    expectClose(scores, fixture["output"])
  }

  @Test func transforms() {
    let images = Tensor([[3, 4], [0, 2]])
    #expect(NearestCentroid(unchanged).embed(images)[0] == Tensor([3, 4]))
    let normalized = NearestCentroid(unchanged, transform: .normalized)
    expectClose(normalized.embed(images), Tensor([[0.6, 0.8], [0, 1]]))
    let centered = NearestCentroid(
      unchanged, transform: .centeredAndNormalized(mean: Tensor([0, 0])))
    #expect(
      [normalized.name, centered.name, NearestCentroid(unchanged).name]
        == ["nearest-centroid-l2n", "nearest-centroid-cl2n", "nearest-centroid"])
  }

  /// The mean may have the shape of a leg's maps.
  @Test func theMeanOfAStoreIsTheCenter() {
    let dataset = numberedImages(groups: [3, 2], drawers: 4)
    let maps = Lambda("maps") { $0 }
    let mean = maps.embed(dataset).mean
    #expect(mean.shape == [2, 2, 1])
    let scorer = NearestCentroid(maps, transform: .centeredAndNormalized(mean: mean))
    let centered = (dataset.images(at: [0, 9]).flattened() - mean.reshaped(to: [4]))
    expectClose(scorer.embed(dataset.images(at: [0, 9])), centered.l2Normalized())
  }

  @Test func stopsAtAMeanOfAnotherSize() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let scorer = NearestCentroid(
        Flatten(), transform: .centeredAndNormalized(mean: .zeros([3])))
      _ = scorer.embed(.zeros([1, 2, 2, 1]))
    }
    #expect(message(of: result).contains("expected a mean of 4 scalars, got [3]"))
  }
}
