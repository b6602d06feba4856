import Testing

@testable import Tuning

@Suite struct StoppingRuleTests {
  private func record(_ scores: [Double], _ status: TrialRecord.Status = .completed) -> TrialRecord
  {
    TrialRecord(
      settings: Settings([("x", .number(0))]), status: status, score: scores.last,
      reports: reports(scores))
  }

  /// One report at each step from 1.
  private func reports(_ scores: [Double]) -> [TrialReport] {
    scores.enumerated().map { TrialReport(step: $0 + 1, score: $1) }
  }

  @Test func medianOfAveragesSoFar() {
    let rule = StoppingRule.median(after: 3)
    let history = [record([1, 3, 100]), record([4, 6]), record([8, 8, 8])]
    // Averages up to the second step: 2, 5 and 8.
    #expect(rule.shouldStop(reports([4.9, 4.8]), history: history))
    #expect(!rule.shouldStop(reports([5, 0]), history: history), "the best so far counts")
    #expect(!rule.shouldStop(reports([0, 5]), history: history), "the median itself is no worse")
    // Up to the first step: 1, 4 and 8.
    #expect(!rule.shouldStop(reports([4.9]), history: history))
    #expect(rule.shouldStop(reports([3.9]), history: history))
    // An even number of trials has its median between two: 2, 5, 6 and 8.
    let four = history + [record([6, 6])]
    #expect(rule.shouldStop(reports([5.4, 5.4]), history: four))
    #expect(!rule.shouldStop(reports([5.6, 5.6]), history: four))
  }

  @Test func medianWaits() {
    let poor = reports([0, 0])
    let history = [record([4, 4]), record([4, 4]), record([4, 4], .stopped)]
    #expect(!StoppingRule.median(after: 3).shouldStop(poor, history: history))
    #expect(StoppingRule.median(after: 2).shouldStop(poor, history: history))
    #expect(
      !StoppingRule.median(after: 2, notBefore: 3).shouldStop(poor, history: history))
    #expect(!StoppingRule.median(after: 1).shouldStop(poor, history: [record([])]))
  }

  @Test func halvingKeepsTheBestPartOfARung() {
    let rule = StoppingRule.successiveHalving(from: 2, factor: 3)
    let history = (1...5).map { record([0, Double($0)], .stopped) }
    // With this one six have reached step 2: the best two stay.
    #expect(!rule.shouldStop(reports([0, 4.5]), history: history))
    #expect(rule.shouldStop(reports([0, 3.5]), history: history))
    // Between rungs nothing is judged, at 6 comes the next, which nobody has reached.
    #expect(!rule.shouldStop(reports([0, 9, 0]), history: history))
    #expect(!rule.shouldStop(reports([0, 9, 0, 0, 0, -1]), history: history))
    let long = history + [record([0, 9, 9, 9, 9, 9])]
    #expect(rule.shouldStop(reports([0, 9, 0, 0, 0, -1]), history: long))
    #expect(!rule.shouldStop(reports([0, 9, 0, 0, 0, 10]), history: long))
  }

  @Test func halvingJudgesWhoeverSkipsARung() {
    let rule = StoppingRule.successiveHalving(from: 2, factor: 3)
    let history = (1...5).map { record([0, Double($0)], .stopped) }
    let late = [TrialReport(step: 1, score: 9), TrialReport(step: 4, score: 0)]
    #expect(rule.shouldStop(late, history: history))
  }

  @Test func neverIsNever() {
    #expect(!StoppingRule.never.shouldStop(reports([-1e9]), history: [record([1])]))
  }

  @Test func namesHaveTheNumbers() {
    #expect(StoppingRule.median(after: 4, notBefore: 2).name == "median(4, 2)")
    #expect(StoppingRule.successiveHalving(from: 8).name == "successiveHalving(8, 3)")
  }
}
