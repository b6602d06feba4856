import Foundation
import TestSupport
import Testing

@testable import Tuning

@Suite struct TrialTests {
  private func trial(stoppingAt step: Int) -> Trial {
    Trial(number: 3, settings: Settings([("x", .number(1))])) { reports in
      reports.last!.step >= step
    }
  }

  @Test func stopsWhereTheRuleSaysSo() throws {
    let trial = trial(stoppingAt: 20)
    try trial.report(Float(0.5), at: 10)
    #expect(throws: TrialStopped(number: 3, step: 20, score: 0.25)) {
      try trial.report(0.25, at: 20)
    }
    let record = trial.record(score: 99)
    #expect(record.status == .stopped && record.score == 0.25, "the last report counts")
    #expect(record.reports == [.init(step: 10, score: 0.5), .init(step: 20, score: 0.25)])
    #expect(record.seconds >= 0)
  }

  @Test func scoresThatAreNotFiniteAreFailures() throws {
    let trial = trial(stoppingAt: 20)
    try trial.report(0.5, at: 1)
    #expect(throws: TrialStopped.self) { try trial.report(Double.nan, at: 2) }
    #expect(trial.record(score: nil).status == .failed)
    #expect(trial.record(score: nil).score == nil)
    #expect(trial.reports.count == 1)
    let other = self.trial(stoppingAt: 20)
    #expect(other.record(score: .infinity).status == .failed)
    #expect(other.record(score: 1).status == .completed)
  }

  @Test func stepsGrow() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let trial = Trial(number: 0, settings: Settings([("x", .number(1))])) { _ in false }
      try trial.report(1.0, at: 5)
      try trial.report(1.0, at: 5)
    }
    #expect(message(of: result).contains("expected a step after 5, got 5"))
  }
}
