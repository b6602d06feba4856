import OneShot
import Testing

@Suite struct ReportSectionPicturesTests {
  private let dataset = numberedImages(groups: [4, 4], drawers: 4)
  private func evaluation(_ scorer: some TaskScorer) throws -> Evaluation {
    let tasks = try TaskSampler(dataset, ways: 4, queries: 4).tasks(trials: 40, seed: 1)
    return Evaluation(of: scorer, on: tasks)
  }

  @Test func confusionsWithAnExampleOfBoth() throws {
    // Takes each class for the next one.
    let evaluation = try evaluation(
      LabelScorer { query, support in support.0 == (query.0 + 1) % 4 ? 1 : 0 })
    let section = ReportSection.confusions(evaluation, limit: 3)
    let elements = try PageElements(section.html)
    #expect(elements.all("li").count == 3)
    #expect(Array(elements.all("img", "alt").prefix(3)) == ["query", "its class", "preferred"])
    let worst = evaluation.confusions()[0]
    #expect(elements.text.contains("\(worst.truth)taken for \(worst.choice)"))
    #expect(ReportSection.confusions(try self.evaluation(LabelScorer.perfect)).html.isEmpty)
  }

  @Test func tasksByRankWithTheTrueClassFramed() throws {
    let right = try PageElements(ReportSection.tasks(try evaluation(LabelScorer.perfect)).html)
    // Eight tasks of a query and four classes.
    #expect(right.all("img").count == 8 * 5)
    #expect(right.all("li", "class") == Array(repeating: "true", count: 8))
    #expect(right.text.contains("right") && !right.text.contains("true class"))
    let evaluation = try evaluation(LabelScorer { $0.0 == $1.0 ? 0 : 1 })
    let section = ReportSection.tasks(evaluation, trials: [3, 1], "Mistakes")
    let wrong = try PageElements(section.html)
    #expect(section.title == "Mistakes" && wrong.text.contains("true class: no. 4"))
    #expect(wrong.all("img").count == 10)
    #expect(wrong.all("img", "alt")[4].hasSuffix(", the true class"))
    #expect(ReportSection.tasks(evaluation, trials: []).html.isEmpty)
  }

  @Test func aMapHasEachPictureOnce() throws {
    let store = NearestNeighbor().embed(dataset)
    let section = try ReportSection.map(store, of: dataset, limit: 20)
    let elements = try PageElements(section.html)
    // Of eight classes two images each, and of four a third.
    #expect(elements.all("symbol").count == 20 && elements.all("image").count == 20)
    #expect(Set(elements.all("use", "href")) == Set(elements.all("symbol", "id").map { "#\($0)" }))
    #expect(elements.all("svg", "aria-label").count == 2)
    #expect(try ReportSection.map(store, of: dataset, limit: 1).html.isEmpty)
  }

  @Test func otherVersionsOfTheImagesCanBeShown() throws {
    let evaluation = try evaluation(LabelScorer.perfect)
    let large = evaluation.showing(dataset.resized(height: 6, width: 6))
    #expect(large.accuracy == evaluation.accuracy && large.tasks.dataset.height == 6)
    #expect(try PageElements(ReportSection.tasks(large).html).all("img", "width")[0] == "6")
  }
}
