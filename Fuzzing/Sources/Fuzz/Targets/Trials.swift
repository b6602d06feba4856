import Foundation
import Tuning

extension Target {
  private static let space: SearchSpace = [
    .log("learningRate", 1e-4...1e-1), .linear("momentum", 0...1),
    .integer("filters", 16...256, step: 16), .choice("pooling", ["max", "average"]),
  ]

  /// Logs of searches, which go on from there.
  static let log = Target(
    name: "log", longest: 2048,
    words: [
      "\"space\":", "\"goal\":\"minimize\"", "\"settings\":{", "\"status\":\"completed\"",
      "\"status\":\"failed\"", "\"status\":\"stopped\"", "\"score\":", "\"reports\":[",
      "\"step\":", "\"seconds\":", "1e308", "-1e308", "1e-320", "null", "\n", "\"pooling\":\"max\"",
      "\"filters\":16", "9223372036854775807",
    ],
    seeds: { seeds in
      let stopping = StoppingRule("at once") { reports, _ in reports.count > 1 }
      for trials in 1...4 {
        let file = seeds.next()
        var search = try Search(
          space, strategy: .quasiRandom, goal: .maximize, stopping: stopping, seed: 1, log: file)
        _ = try? search.run(trials: trials) { trial -> Double in
          if trial.number == 1 { return .nan }
          if trial.number > 2 { for step in 0..<3 { try trial.report(0.5, at: step) } }
          return trial["momentum"]
        }
      }
    },
    test: { input in
      let file = try input.file(ending: "jsonl")
      // A process takes some milliseconds to fit.
      let strategy: SearchStrategy = input.bytes.count % 32 == 0 ? .bayesian(starts: 2) : .random
      var search = try Search(space, strategy: strategy, goal: .maximize, log: file)
      for record in search.records {
        expect(space.point(of: record.settings) != nil, "settings of the space, got \(record)")
      }
      _ = search.best?.description
      let trial = try search.suggest()
      try search.finish(trial, score: 0.5)
      let again = try Search(space, goal: .maximize, log: file)
      expect(again.records == search.records, "the log written and read")
      expect(again.unfinishedLine == nil, "whole lines")
    })
}
