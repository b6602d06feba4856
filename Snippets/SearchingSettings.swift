// Looks for settings of a small network that do well on alphabets that it has never seen.
//
//   swift run SearchingSettings  (some ten seconds)

import Foundation
import OneShot
import Tuning

var random = SeededGenerator(seed: 1)
let glyphs = Glyphs().dataset(size: 20)
let (training, validation) = try glyphs.splitting(
  holdingOut: 4, using: &random)
let batches = try Batches.labeled(
  training, classes: 16, images: 4, seed: 2)
let tasks = try TaskSampler(
  validation, ways: 20, queries: 20, drawers: .separate
).tasks(trials: 200, seed: 1)

let space: SearchSpace = [
  .log("learningRate", 1e-4...1e-1),
  .integer("filters", 4...24, step: 4),
  .linear("dropout", 0...0.5),
  .choice("pooling", ["max", "average"]),
]

let log = FileManager.default.temporaryDirectory
  .appending(path: "trials-\(UUID()).jsonl")
var search = try Search(
  space, strategy: .bayesian(starts: 6), goal: .maximize,
  stopping: .median(notBefore: 40), seed: 1, log: log)
let best = try search.run(trials: 16) { trial in
  let filters: Int = trial["filters"]
  let leg = Sequential {
    for factor in [1, 2, 4] {
      ConvBlock(filters * factor, pools: false)
      if trial["pooling"] == "max" {
        MaxPool2D()
      } else {
        AveragePool2D()
      }
    }
    Flatten()
    Dropout(trial["dropout"])
  }
  var siamese = try Siamese(
    leg, input: glyphs.imageShape, distance: .meanSquared)
  var optimizer = Adam(learningRate: .constant(trial["learningRate"]))

  var accuracy = 0.0
  try train(&siamese, with: &optimizer, on: batches, steps: 60) {
    metricLoss($0, $1)
  } report: { siamese, step in
    guard step.iteration % 20 == 0 else { return }
    accuracy = Evaluation(of: siamese, on: tasks).accuracy.value
    try trial.report(accuracy, at: step.iteration)
  }
  return accuracy
}
print("best:", best)

for record in search.records.prefix(8) {
  print(record.reports.map(\.score), record.status)
}
let stopped = search.records.count { $0.status == .stopped }
print(stopped, "of", search.records.count, "trials stopped early")

let resumed = try Search(space, goal: .maximize, seed: 1, log: log)
print(resumed.records.count, "trials are in the log")
print("the best is the same:", resumed.best == best)

do {
  _ = try Search([.linear("dropout", 0...0.9)], goal: .maximize, log: log)
} catch {
  print("line \(error.line ?? 0): found \(error.found)")
}

/// One parameter at a time, from the middle of the cube to both ends.
let oneAtATime = SearchStrategy("one at a time") { state in
  let parameter = state.number / 2 % state.space.dimensions.count
  return state.space.dimensions.indices.map {
    $0 == parameter ? Double(state.number % 2) : 0.5
  }
}

var branin = try Search(
  [.linear("x", -5...10), .linear("y", 0...15)], goal: .minimize, seed: 1)
let lowest = try branin.run(trials: 40) { trial in
  let (x, y): (Double, Double) = (trial["x"], trial["y"])
  let inner = y - 5.1 / (4 * .pi * .pi) * x * x + 5 / .pi * x - 6
  return inner * inner + 10 * (1 - 1 / (8 * .pi)) * cos(x) + 10
}
print("Branin's function:", lowest)
// Branin's function: 0.3978932722321584 (completed): x -3.141288494924189, y 12.276607922598478

var own = try Search(space, strategy: oneAtATime, goal: .maximize)
let trial = try own.suggest()
print("suggested:", trial.settings)
try own.finish(trial, score: 0.5)
try? FileManager.default.removeItem(at: log)
