import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct SearchReportTests {
  @Test(arguments: MeasuredIndex.allCases)
  func everyIndexIsMeasured(_ kind: MeasuredIndex) throws {
    let report = try SearchReport(
      kind, classes: 500, dimensions: 16, batch: 3, candidates: 64, steps: 3, seconds: 0)
    #expect(report.recallAt1 > 0.95)
    #expect(report.fileBytes > 500 * 16 && report.openSeconds > 0 && report.medianSeconds > 0)
    #expect(report.text.contains("search, \(kind.rawValue), 500 × 16"))
  }

  @Test func embeddingsAreInClasses() throws {
    let embeddings = MeasuredEmbeddings(count: 100, dimensions: 64)
    var index = FlatIndex(dimensions: 64)
    try embeddings.forEachPart { try index.add($0, ids: $1) }
    let found = try index.search(embeddings.queries(5), k: 20)
    // Five classes of twenty.
    for (query, matches) in found.enumerated() {
      #expect(matches.allSatisfy { $0.id % 5 == query })
    }
  }
}
