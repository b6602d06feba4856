import Files
import Foundation
import TestSupport
import Testing

@testable import Tuning

@Suite struct SearchTests {
  private let space: SearchSpace = [
    .log("rate", 1e-4...1e-1), .integer("filters", 1...64, scale: .log),
    .choice("pooling", ["max", "mean"]),
  ]

  /// Best at a rate of 0.01 with 16 filters.
  private static func score(_ trial: Trial) -> Double {
    let (rate, filters): (Double, Double) = (trial["rate"], trial["filters"])
    return -pow(log10(rate) + 2, 2) - pow(log2(filters) - 4, 2)
      - (trial["pooling"] == "max" ? 0.1 : 0)
  }

  private func search(_ log: URL? = nil, seed: UInt64 = 3) throws(FileProblem) -> Search {
    try Search(space, strategy: .bayesian(starts: 4), goal: .maximize, seed: seed, log: log)
  }

  @Test func findsTheBest() throws {
    var search = try search()
    let best = try search.run(trials: 20, Self.score)
    #expect(try #require(best.score) > -0.05)
    #expect(best == search.best)
    #expect(search.records.count == 20)
    #expect(search.records.allSatisfy { $0.score ?? 0 <= best.score ?? 0 })
  }

  @Test func theSeedDecides() throws {
    func settings(_ seed: UInt64) throws -> [Settings] {
      var search = try search(seed: seed)
      try search.run(trials: 7, Self.score)
      return search.records.map(\.settings)
    }
    let first = try settings(3)
    #expect(try settings(3) == first)
    #expect(try settings(4) != first)
  }

  /// Killed after any number of trials, once with half a line in its log.
  @Test(arguments: [1, 4, 6])
  func aResumedSearchGoesOnAsIfNothingHadHappened(_ count: Int) throws {
    var whole = try search()
    try whole.run(trials: 9, Self.score)
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "trials.jsonl")
      var first = try search(url)
      struct Killed: Error {}
      #expect(throws: Killed.self) {
        try first.run(trials: 9) { trial in
          if trial.number == count { throw Killed() }
          return Self.score(trial)
        }
      }
      try (try Data(contentsOf: url) + Data("{\"goal\":".utf8)).write(to: url)
      var second = try search(url)
      #expect(second.records.count == count)
      #expect(second.unfinishedLine?.contains("jsonl:\(count + 1): expected a whole line") == true)
      try second.run(trials: 9, Self.score)
      #expect(second.records.map(\.settings) == whole.records.map(\.settings))
      #expect(second.records.map(\.score) == whole.records.map(\.score))
      #expect(second.best?.settings == whole.best?.settings)
      // All is done: nothing runs again.
      var third = try search(url)
      #expect(third.unfinishedLine == nil)
      let best = try third.run(trials: 9) { _ -> Double in throw Killed() }
      #expect(best.settings == whole.best?.settings)
    }
  }

  /// Each of them is what another process would have, even with the same seed.
  @Test func searchesThatShareALogLearnFromEachOther() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "trials.jsonl")
      var (one, two) = (try search(url), try search(url))
      for _ in 0..<3 {
        let (first, second) = (try one.suggest(), try two.suggest())
        #expect(first.settings != second.settings)
        #expect(second.number == first.number + 1)
        try one.finish(first, score: Self.score(first))
        try two.finish(second, score: Self.score(second))
      }
      let next = try one.suggest()
      #expect(next.number == 6)
      #expect(one.records.count == 6)
      one.cancel(next)
      #expect(try two.run(trials: 6, Self.score) == one.best)
    }
  }

  @Test func trialsUnderWayAreNotSuggestedAgain() throws {
    var search = try search()
    try search.run(trials: 5, Self.score)
    let trials = try (0..<4).map { _ in try search.suggest() }
    #expect(trials.map(\.number) == [5, 6, 7, 8])
    #expect(Set(trials.map(\.settings)).count == 4)
    search.cancel(trials[3])
    #expect(try search.suggest().settings == trials[3].settings, "the same state, the same choice")
  }

  @Test func minimizing() throws {
    var search = try Search(
      [.linear("x", -1...1)], strategy: .quasiRandom, goal: .minimize, seed: 1)
    let best = try search.run(trials: 30) { trial in
      let x: Float = trial["x"]
      return x * x
    }
    #expect(best.score == search.records.compactMap(\.score).min())
    #expect(abs(best["x"] as Double) < 0.1)
  }

  @Test func poorTrialsAreStoppedAndTheBestIsKept() throws {
    func outcome(_ stopping: StoppingRule) throws -> (steps: Int, best: TrialRecord, Search) {
      var steps = 0
      var search = try Search(
        [.linear("x", 0...1)], strategy: .quasiRandom, goal: .minimize, stopping: stopping, seed: 1)
      // Losses that fall to what x decides.
      let best = try search.run(trials: 27) { trial in
        let x: Double = trial["x"]
        var loss = 0.0
        for step in 1...27 {
          steps += 1
          loss = abs(x - 0.3) + 1 / Double(step)
          try trial.report(loss, at: step)
        }
        return loss
      }
      return (steps, best, search)
    }
    let all = try outcome(.never)
    #expect(all.steps == 27 * 27)
    for rule in [StoppingRule.median(after: 3), .successiveHalving(from: 3)] {
      let some = try outcome(rule)
      #expect(some.steps < all.steps * 2 / 3, "\(rule.name)")
      #expect(some.best.settings == all.best.settings, "\(rule.name)")
      let stopped = some.2.records.filter { $0.status == .stopped }
      #expect(stopped.count > 5)
      #expect(stopped.allSatisfy { $0.score == $0.reports.last?.score && $0.reports.count <= 27 })
    }
  }

  @Test func failuresAreLoggedAndPassedOver() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "trials.jsonl")
      var search = try search(url)
      let best = try search.run(trials: 8) { trial in
        trial.number % 2 == 0 ? Double.nan : Self.score(trial)
      }
      #expect(best.status == .completed)
      let failed = search.records.filter { $0.status.rawValue == "failed" }
      #expect(failed.count == 4)
      #expect(try self.search(url).records == search.records)
    }
  }

  @Test func nothingCompletedIsAnError() throws {
    var search = try search()
    let error = #expect(throws: SearchError.self) {
      try search.run(trials: 3) { _ in Double.infinity }
    }
    #expect(
      error?.description == "search: expected a trial with a finite score, found none among 3")
    #expect(search.best == nil)
  }

  @Test func aForeignLogIsRefused() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "trials.jsonl")
      var mine = try search(url)
      try mine.run(trials: 1, Self.score)
      let error = #expect(throws: FileProblem.self) {
        try Search([.linear("x", 0...1)], goal: .maximize, log: url)
      }
      #expect(error?.line == 1)
      #expect(error?.expected == "the search space x linear 0.0...1.0")
    }
  }
}
