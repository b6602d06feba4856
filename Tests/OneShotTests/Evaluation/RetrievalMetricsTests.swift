import OneShot
import TestSupport
import Testing

@Suite struct RetrievalMetricsTests {
  @Test(
    arguments: Fixture.cases(of: "RetrievalMetrics", startingWith: "cosine")
      + Fixture.cases(of: "RetrievalMetrics", startingWith: "squaredL2"))
  func agreesWithPyTorchMetricLearning(_ fixture: Fixture) {
    let metrics = RetrievalMetrics(
      of: fixture["embeddings"], labels: fixture.integers("labels"), k: [4, 1, 2],
      metric: fixture.text("metric") == "cosine" ? .cosine : .squaredL2)
    func expect(_ found: Double, _ name: String) {
      #expect(abs(found - Double(fixture.text(name))!) < 1e-9, "\(name): \(metrics)")
    }
    expect(metrics.precisionAt1, "precision_at_1")
    expect(metrics.recall(at: 1), "precision_at_1")
    expect(metrics.recall(at: 2), "recall_at_2")
    expect(metrics.recall(at: 4), "recall_at_4")
    expect(metrics.rPrecision, "r_precision")
    expect(metrics.meanAveragePrecision, "mean_average_precision_at_r")
    // One embedding is alone in its class.
    #expect(metrics.queries == 24 && metrics.classes == 5)
    #expect(metrics.recalls.map(\.k) == [1, 2, 4])
  }

  /// k-means may end elsewhere from other centers: the mean over seeds is near that over faiss's.
  @Test func informationOfClustersIsNearFaiss() {
    let fixture = Fixture("RetrievalMetrics/clusters")
    let found = (0..<20).map { seed in
      RetrievalMetrics(
        of: fixture["embeddings"], labels: fixture.integers("labels"), clusteringSeed: seed
      ).mutualInformation!
    }
    let mean = found.reduce(0, +) / 20
    #expect(abs(mean - Double(fixture.text("nmi"))!) < 0.05, "\(mean)")
  }

  @Test(arguments: [
    EmbeddingMetric.squaredL2, .cosine, .l1, .l2, .innerProduct,
    .custom("products") { $0.matmulTransposed($1) },
  ])
  func embeddingsThatAreAllEqualFindNothing(metric: EmbeddingMetric) {
    let labels = (0..<40).map { $0 / 4 }
    let metrics = RetrievalMetrics(
      of: .full([40, 3], 0.7), labels: labels, metric: metric, clusteringSeed: nil)
    #expect(metrics.precisionAt1 == 0 && metrics.rPrecision == 0, "\(metrics)")
    #expect(metrics.meanAveragePrecision == 0 && metrics.mutualInformation == nil)
  }

  /// The order of embeddings tells nothing, also where they are as many as take several blocks.
  @Test func anyOrderGivesTheSame() {
    var random = SeededGenerator(seed: 2)
    let labels = (0..<1500).map { $0 % 30 }
    let noise = Tensor.normal([1500, 4], using: &random)
    let x = noise + Tensor.normal([30, 4], using: &random).gathered(at: labels) * 2
    let order = Array(0..<1500).shuffled(using: &random)
    let metrics = RetrievalMetrics(of: x, labels: labels, clusteringSeed: nil)
    let shuffled = RetrievalMetrics(
      of: x.gathered(at: order), labels: order.map { labels[$0] }, clusteringSeed: nil)
    #expect(abs(metrics.meanAveragePrecision - shuffled.meanAveragePrecision) < 1e-12)
    #expect(metrics.recalls.map(\.value) == shuffled.recalls.map(\.value))
    #expect(metrics.precisionAt1 > 0.2 && metrics.precisionAt1 < 1)
    let serial = ThreadPool.serially {
      RetrievalMetrics(of: x, labels: labels, clusteringSeed: nil)
    }
    #expect("\(metrics)" == "\(serial)")
  }

  @Test func ofADatasetsImages() {
    let dataset = numberedImages(groups: [3, 2], drawers: 4)
    let store = Lambda("class") { $0.flattened().slice(0..<1, axis: 1) }.embed(dataset)
    let metrics = RetrievalMetrics(of: store, in: dataset)
    #expect(
      "\(metrics)"
        == "R@1 100.0 %, R@2 100.0 %, R@4 100.0 %, R@8 100.0 %, R-precision 100.0 %, "
        + "MAP@R 100.0 %, NMI 100.0 % (20 queries)")
    let some = Lambda("class") { $0.flattened() }.embed(dataset, at: [0, 4, 8])
    #expect(RetrievalMetrics(of: some, in: dataset).description == "no queries")
  }

  @Test func stopsAtAnotherK() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = RetrievalMetrics(of: .zeros([2, 1]), labels: [0, 0]).recall(at: 3)
    }
    #expect(message(of: result).contains("recall was asked for at [1, 2, 4, 8], not at 3"))
  }

  @Test func stopsAtLabelsThatDoNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = RetrievalMetrics(of: .zeros([3, 1]), labels: [0, 0])
    }
    #expect(message(of: result).contains("2 labels for embeddings [3, 1]"))
  }
}
