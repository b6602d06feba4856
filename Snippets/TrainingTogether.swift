// A training that several processes share, on one machine or on many.
//
//   swift run TrainingTogether                              (some seconds)
//   mpirun -n 2 $(swift build --show-bin-path)/TrainingTogether

import Distributed
import Foundation
import OneShot
import Tuning

try DistributedGroup.run { group in
  var random = SeededGenerator(seed: 1)
  let glyphs = Glyphs().dataset(size: 28)
  let (training, validation) = try glyphs.splitting(
    holdingOut: 4, using: &random)
  let batches = try Batches.labeled(
    training, classes: 8, images: 4, seed: 1)
  let tasks = try TaskSampler(
    validation, ways: 20, queries: 20, drawers: .separate
  ).tasks(trials: 200, seed: 1)
  let leg = Sequential {
    for filters in [8, 16, 32] { ConvBlock(filters) }
    Flatten()
  }
  var siamese = try Siamese(
    leg, input: [28, 28, 1], distance: .meanSquared)
  let untrained = siamese

  var optimizer = Adam(learningRate: 0.003)
  let plan = TrainingPlan(
    steps: 50, seed: 1, shards: 4, group: group)
  try fit(&siamese, with: &optimizer, on: batches, plan: plan) {
    metricLoss($0, $1)
  }
  print("first weight:", siamese.values.tensors[0].scalars[0])

  let shared = SharedScorer(siamese, by: group)
  print("accuracy:", Evaluation(of: shared, on: tasks))

  let store = try group.embeddings(of: validation) {
    siamese.embed($0)
  }
  print(store.values.shape)

  var index = try ShardedIndex(
    FlatIndex(dimensions: 288, metric: .squaredL2), by: group)
  try index.add(store.values, ids: store.positions)
  let found = try index.search(store.rows(at: [0, 700]), k: 3)
  for matches in found { print("found:", matches.map(\.id)) }

  // A loop of your own.
  var own = untrained
  var rule = Adam(learningRate: 0.003)
  let mine = batches.share(of: group.rank, count: group.count)
  for step in 0..<10 {
    let batch = try mine.batch(at: step)
    let (_, gradients) = gradient(of: &own) { metricLoss($0, batch) }
    rule.update(&own, along: try group.average(gradients))
  }

  // Each process tries settings of its own.
  var search = try Search(
    [.log("learningRate", 1e-4...1e-1)], goal: .maximize, seed: 1)
  let best = try group.run(&search, trials: 4) { trial in
    var siamese = untrained
    var optimizer = Adam(learningRate: .constant(trial["learningRate"]))
    try train(&siamese, with: &optimizer, on: batches, steps: 20) {
      metricLoss($0, $1)
    }
    return Evaluation(of: siamese, on: tasks).accuracy.value
  }
  print(best)
}
