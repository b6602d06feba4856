import Testing

@testable import Tuning

@Suite struct TrialRecordTests {
  private let record = TrialRecord(
    settings: Settings([("x", .number(0.5)), ("n", .integer(2))]), status: .stopped, score: 3,
    reports: [.init(step: 1, score: 4)], seconds: 2)

  @Test func isPrinted() {
    #expect(record.description == "3.0 (stopped): x 0.5, n 2")
    let failed = TrialRecord(settings: record.settings, status: .failed, score: nil)
    #expect(failed.description == "no score (failed): x 0.5, n 2")
    let x: Double = record["x"]
    #expect(x == 0.5)
  }

  @Test func isTurnedForMinimization() {
    #expect(record.oriented(by: .maximize) == record)
    let turned = record.oriented(by: .minimize)
    #expect(turned.score == -3 && turned.reports == [.init(step: 1, score: -4)])
  }
}
