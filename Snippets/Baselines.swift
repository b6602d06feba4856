// What can be had without learning anything.
//
//   swift run Baselines
//   swift run Baselines tasks.png  (draws some tasks, too)

import Foundation
import OneShot

var random = SeededGenerator(seed: 1)
let glyphs = Glyphs().dataset(size: 28)
let (_, unseen) = try glyphs.splitting(
  holdingOut: 4, using: &random)

let tasks = try TaskSampler(
  unseen, ways: 20, queries: 20, drawers: .separate
).tasks(trials: 400, seed: 1)
print("random          ", Evaluation(of: RandomScorer(), on: tasks))
print("nearest neighbor", Evaluation(of: NearestNeighbor(), on: tasks))
print("Hausdorff       ", Evaluation(of: ModifiedHausdorff(), on: tasks))
// random           6.5 % ± 2.4 (26 of 400)
// nearest neighbor 27.5 % ± 4.4 (110 of 400)
// Hausdorff        64.5 % ± 4.7 (258 of 400)

let across = try TaskSampler(
  unseen, ways: 20, queries: 20, scope: .acrossGroups, drawers: .separate)
let mixed = across.tasks(trials: 400, seed: 1)
print("across alphabets", Evaluation(of: ModifiedHausdorff(), on: mixed))

/// Compares nothing but how much ink there is.
struct InkCount: PairScorer {
  let name = "ink-count"

  func embed(_ images: Tensor) -> Tensor {
    images.flattened().sum(axes: [1])
  }

  func scores(of queries: Tensor, with examples: Tensor) -> Tensor {
    -(queries.expandingDimension(at: 1) - examples).abs()
  }
}

print("ink count       ", Evaluation(of: InkCount(), on: tasks))

/// Thinks that everything is like everything.
struct Constant: PairScorer {
  let name = "constant"

  func embed(_ images: Tensor) -> Tensor { .zeros([images.shape[0]]) }

  func scores(of queries: Tensor, with examples: Tensor) -> Tensor {
    .zeros([queries.shape[0], examples.shape[0]])
  }
}

print("constant        ", Evaluation(of: Constant(), on: tasks))

if let path = CommandLine.arguments.dropFirst().first {
  let short = try TaskSampler(unseen, ways: 10, drawers: .separate)
    .tasks(40, seed: 1)
  let evaluation = Evaluation(of: ModifiedHausdorff(), on: short)
  let picture = TaskPicture(
    evaluation, trials: [0, 1] + evaluation.wrongTrials.prefix(2))
  try picture.write(to: URL(filePath: path))
}
