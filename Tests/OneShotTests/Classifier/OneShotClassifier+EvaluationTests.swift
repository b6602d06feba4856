import OneShot
import Testing

@Suite struct OneShotClassifierEvaluationTests {
  /// Some classes under the names that the classifier knows, others under names of their own.
  private func dataset(_ classes: [(name: String, index: Int)]) -> ImageDataset {
    let glyphs = TinyNetwork.glyphs
    return ImageDataset(
      name: "test", height: 12, width: 12, groups: ["all"],
      classes: classes.map {
        .init(name: $0.name, group: 0, images: Array(glyphs.classes[$0.index].images.dropFirst()))
      }, pixels: glyphs.pixels)
  }

  @Test func countsWhatPredictionsSay() throws {
    let classifier = try TinyNetwork.classifier()
    classifier.rejectionThreshold = -0.5
    let pictures = dataset((0..<5).map { (TinyNetwork.name($0), $0) })
    let found = try classifier.evaluation(on: pictures)
    let known = try (0..<3).flatMap { index in
      try classifier.predictions(of: TinyNetwork.images(index, drawers: 1..<4))
        .map { (TinyNetwork.name(index), $0) }
    }
    let unknown = try (3..<5).flatMap {
      try classifier.predictions(of: TinyNetwork.images($0, drawers: 1..<4))
    }
    #expect(found.nearest == Accuracy(correct: known.count { $1.best.label == $0 }, of: 9))
    #expect(found.accepted == Accuracy(correct: known.count { $1.label == $0 }, of: 9))
    #expect(found.refused == Accuracy(correct: unknown.count { $0.label == nil }, of: 6))
    let curve = try #require(found.rejection)
    #expect(curve.same == 9 && curve.different == 6)
  }

  @Test func withoutStrangersThereIsNothingToRefuse() throws {
    let found = try TinyNetwork.classifier().evaluation(on: dataset([(TinyNetwork.name(0), 0)]))
    #expect(found.refused == nil && found.rejection == nil && found.nearest.trials == 3)
  }

  @Test func aDatasetOfStrangersIsRefused() throws {
    let classifier = try TinyNetwork.classifier()
    #expect {
      try classifier.evaluation(on: dataset([("stranger", 3)]))
    } throws: {
      "\($0)"
        == "classifier: found none of the classes of test enrolled, expected some of class 0, "
        + "class 1, class 2"
    }
  }
}
