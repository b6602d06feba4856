import OneShot
import TestSupport
import Testing

@Suite struct NearestCentroidTests {
  @Test(arguments: Fixture.cases(of: "Methods", startingWith: "centroid"))
  func agreesWithTheFormula(_ fixture: Fixture) {
    let scorer = NearestCentroid(
      unchanged, transform: .centeredAndNormalized(mean: fixture["mean"]))
    let support = fixture["support"]
    let scores = scorer.scores(
      of: scorer.represent(fixture["queries"]),
      support: (0..<support.shape[0]).map { scorer.represent(support[$0]) })
    expectClose(scores, fixture["output"])
  }

  @Test func transforms() {
    let images = Tensor([[3, 4], [0, 2]])
    #expect(NearestCentroid(unchanged).represent(images)[0] == Tensor([3, 4]))
    let normalized = NearestCentroid(unchanged, transform: .normalized)
    expectClose(.stacked(normalized.represent(images)), Tensor([[0.6, 0.8], [0, 1]]))
    let centered = NearestCentroid(
      unchanged, transform: .centeredAndNormalized(mean: Tensor([0, 0])))
    #expect(
      [normalized.name, centered.name, NearestCentroid(unchanged).name]
        == ["nearest-centroid-l2n", "nearest-centroid-cl2n", "nearest-centroid"])
  }

  @Test(arguments: [1, 7, 64]) func theMeanIsThatOfAllImages(batchSize: Int) {
    let dataset = numberedImages(alphabets: [3, 2], drawers: 4)
    let mean = meanEmbedding(of: Flatten(), over: dataset, batchSize: batchSize)
    // Classes 0 … 4 and drawers 0 … 3 of 255.
    expectClose(mean, Tensor([2, 1.5, 0, 0]) / 255)
  }

  @Test func stopsAtAMeanOfAnotherSize() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let scorer = NearestCentroid(
        Flatten(), transform: .centeredAndNormalized(mean: .zeros([3])))
      _ = scorer.represent(.zeros([1, 2, 2, 1]))
    }
    #expect(message(of: result).contains("expected a mean of 4 scalars, got [3]"))
  }
}
