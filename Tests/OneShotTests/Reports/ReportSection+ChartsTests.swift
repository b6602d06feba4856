import OneShot
import Testing

@Suite struct ReportSectionChartsTests {
  private let rows =
    sampleRows("random", [5: 80, 20: 20]) + sampleRows("siamese", [5: 390, 20: 360])
    + sampleRows("siamese", [20: 380], protocol: .official)

  @Test func resultsBesideTheNextBest() throws {
    let elements = try PageElements(ReportSection.results(rows, of: "siamese").html)
    #expect(elements.all("div", "class") == ["tiles", "tile", "tile"])
    #expect(elements.text.contains("90.0 % ± 3.0") && elements.text.contains("next: random, 5.0 %"))
    #expect(elements.text.contains("official: 20 classes, 1 example each"))
    #expect(!elements.text.contains("97.5 %"))
    #expect(ReportSection.results(rows, of: "nobody").html.isEmpty)
  }

  @Test func accuraciesAsAChartAndATable() throws {
    let section = ReportSection.accuracy(rows, highlighting: "siamese")
    let elements = try PageElements(section.html)
    // The official tasks are of one size: no chart.
    #expect(elements.all("svg").count == 1)
    #expect(
      elements.all("svg", "aria-label")[0].hasSuffix("siamese reaches 90.0 % ± 3.0 with 20 classes")
    )
    // One method has a color; names are at the lines.
    #expect(Set(elements.all("circle", "fill")) == ["var(--quiet)", "var(--blue)"])
    #expect(elements.all("tr").count == 4)
    #expect(ReportSection.accuracy([], highlighting: "siamese").html.isEmpty)
  }

  @Test func groupsOnlyWhereThereAreSeveral() throws {
    let dataset = numberedImages(groups: [3, 3], drawers: 4)
    let tasks = try TaskSampler(dataset, ways: 3, queries: 3).tasks(trials: 30, seed: 1)
    let section = ReportSection.groups(Evaluation(of: LabelScorer.perfect, on: tasks))
    #expect(try PageElements(section.html).text.contains("label, 3-way tasks"))
    let one = numberedImages(groups: [3], drawers: 4)
    let others = try TaskSampler(one, ways: 3).tasks(trials: 30, seed: 1)
    #expect(ReportSection.groups(Evaluation(of: LabelScorer.perfect, on: others)).html.isEmpty)
  }

  @Test func pairsAndTheThresholdOfOthers() throws {
    let dataset = numberedImages(groups: [4, 4], drawers: 4)
    let scorer = LabelScorer { $0.0 == $1.0 ? 2 : 1 }
    let section = try ReportSection.pairs(scorer, on: dataset, count: 200)
    let text = try PageElements(section.html).text
    #expect(text.contains("the threshold 2.00 accepts 100.0 % of same pairs and 0.0 %"))
    #expect(text.contains("200 pairs within groups") && text.contains("these very pairs"))
    let others = try ReportSection.pairs(scorer, on: dataset, choosingOn: dataset, count: 200)
    #expect(try PageElements(others.html).text.contains("pairs of other classes"))
    #expect(throws: SamplingError.self) {
      try ReportSection.pairs(scorer, on: numberedImages(groups: [1], drawers: 1))
    }
  }

  @Test func learningFromAnEpochOn() throws {
    #expect(ReportSection.learning(TrainingHistory()).html.isEmpty)
    var layer = Dense(1)
    try layer.build(for: [2])
    var optimizer = SGD(learningRate: 0.1)
    let history = try fit(
      &layer, with: &optimizer, on: Batches(itemsPerBatch: 1) { _, _ in Tensor.ones([1, 2]) },
      plan: TrainingPlan(steps: 12, stepsPerEpoch: 4)
    ) { layer, batch in layer(batch).square().sum() }
    let elements = try PageElements(ReportSection.learning(history).html)
    // No accuracies were measured: the loss alone.
    #expect(elements.all("svg").count == 1 && elements.all("tr").count == 4)
    #expect(elements.text.contains("12 steps") && elements.text.contains("finished"))
  }

  @Test func whatAClassifierSaid() throws {
    let classifier = try TinyNetwork.classifier(classes: 3)
    let enrolled = ImageDataset(
      name: "g", format: TinyNetwork.glyphs.format, groups: ["g"],
      classes: TinyNetwork.glyphs.classes.prefix(3).enumerated().map {
        .init(name: TinyNetwork.name($0), group: 0, images: $1.images)
      }, pixels: TinyNetwork.glyphs.pixels)
    let found = try classifier.evaluation(on: enrolled)
    let elements = try PageElements(ReportSection.results(found).html)
    #expect(elements.all("div", "class") == ["tiles", "tile", "tile"])
    #expect(elements.text.contains(found.nearest.percentText))
  }

  @Test func theNetworkLayerByLayer() throws {
    let section = ReportSection.network(try TinyNetwork.make())
    let elements = try PageElements(section.html)
    #expect(elements.text.contains("Dense") && elements.text.contains("an embedding has 6 numbers"))
  }
}
