// A small Siamese network, trained on pairs and judged on alphabets that it has never seen.
//
//   swift run TrainingOnPairs  (some ten seconds)

import Foundation
import OneShot

let glyphs = Glyphs().dataset(size: 28)
var random = SeededGenerator(seed: 1)
let (training, unseen) = try glyphs.splitting(
  holdingOut: 4, using: &random)

let leg = Sequential {
  for filters in [16, 32, 64] { ConvBlock(filters) }
  Flatten()
}
var siamese = try Siamese(leg, input: glyphs.imageShape)

let batches = Batches.pairs(32, from: try PairSampler(training), seed: 1)
var optimizer = Adam(learningRate: 0.001)
try train(&siamese, with: &optimizer, on: batches, steps: 300) {
  binaryCrossEntropy($0($1.left, $1.right), $1.targets)
} report: { _, step in
  if step.iteration % 100 == 0 {
    print("step \(step.iteration): loss \(step.loss)")
  }
}

let within = try TaskSampler(
  unseen, ways: 20, queries: 20, drawers: .separate)
let across = try TaskSampler(
  unseen, ways: 20, queries: 20, scope: .acrossGroups, drawers: .separate)
let tasks = within.tasks(trials: 400, seed: 1)
let mixed = across.tasks(trials: 400, seed: 1)
let evaluation = Evaluation(of: siamese, on: tasks)
print("within an alphabet:", evaluation)
print("across alphabets:  ", Evaluation(of: siamese, on: mixed))

let ranking = evaluation.rankings[0]
print("right:", ranking.answer, " ranked:", ranking.classes.prefix(3))

let suite = try TaskSuite.fewShot(
  on: unseen, ways: [5, 10, 20], scopes: [.withinGroup],
  drawers: .separate)
let rows =
  suite.rows(for: NearestNeighbor())
  + suite.rows(for: ModifiedHausdorff())
  + suite.rows(for: siamese)
print(ResultTable(rows))

let file = FileManager.default.temporaryDirectory
  .appending(path: "weights.safetensors")
try siamese.saveWeights(to: file)

var restored = try Siamese(leg, input: glyphs.imageShape)
try restored.loadWeights(from: file)
print("as before:", Evaluation(of: restored, on: tasks))
// as before: 53.3 % ± 4.9 (213 of 400)
