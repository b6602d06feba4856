import Foundation
import OneShot
import Testing

@Suite struct OneShotReportTests {
  let report = OneShotReport(
    dataset: "Omniglot (small1)", preset: "quick", seed: 7, settings: ["optimizer": "Adam"],
    trainingSeconds: 81.5, results: sampleRows("siamese", [20: 338]))

  @Test func json() throws {
    let data = try JSONEncoder().encode(report)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      Set(object.keys) == ["dataset", "preset", "seed", "settings", "trainingSeconds", "results"])
    #expect((object["results"] as? [Any])?.count == 1)
    #expect(try JSONDecoder().decode(OneShotReport.self, from: data) == report)
  }

  @Test func printsItsTable() {
    #expect(report.description == ResultTable(report.results).description)
  }
}
