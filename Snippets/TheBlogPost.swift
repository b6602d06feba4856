// The story of a blog post on a small network and invented characters.
//
//   swift run TheBlogPost  (half a minute)

import Foundation
import OneShot

var random = SeededGenerator(seed: 1)
let glyphs = Glyphs().dataset(size: 28)
let (training, unseen) = try glyphs.splitting(
  holdingOut: 4, using: &random)

let sampler = try TaskSampler(
  unseen, ways: 20, queries: 20, scope: .acrossGroups)
let tasks = sampler.tasks(trials: 400, seed: 1)
print("guess  ", Evaluation(of: RandomScorer(), on: tasks))
print("nearest", Evaluation(of: NearestNeighbor(), on: tasks))

func leg() -> Sequential {
  Sequential {
    for filters in [16, 32, 64] { ConvBlock(filters) }
    Flatten()
  }
}
var twins = try Siamese(leg(), input: [28, 28, 1], seed: 1)
let pairs = Batches.pairs(32, from: try PairSampler(training), seed: 1)
var optimizer = Adam(learningRate: 0.001)
try train(&twins, with: &optimizer, on: pairs, steps: 300) {
  binaryCrossEntropy($0($1.left, $1.right), $1.targets)
}

/// A network that sees both images as the two channels of one.
struct OneInput: PairScorer {
  let name = "one-input"
  var network = Sequential {
    leg()
    Dense(1, activation: .sigmoid)
  }

  func callAsFunction(_ left: Tensor, _ right: Tensor) -> Tensor {
    network(.concatenated([left, right], axis: 3))
  }

  func embed(_ images: Tensor) -> Tensor { images }

  func scores(of a: Tensor, with b: Tensor) -> Tensor {
    let (rows, columns) = (a.shape[0], b.shape[0])
    let left = a.gathered(at: (0..<rows * columns).map { $0 / columns })
    let right = b.gathered(at: (0..<rows * columns).map { $0 % columns })
    return self(left, right).reshaped(to: [rows, columns])
  }
}

var single = OneInput()
try single.network.build(for: [28, 28, 2])
optimizer = Adam(learningRate: 0.001)
try train(&single.network, with: &optimizer, on: pairs, steps: 300) {
  let both = Tensor.concatenated([$1.left, $1.right], axis: 3)
  return binaryCrossEntropy($0(both), $1.targets)
}

let a = unseen.images(at: [0])
let b = unseen.images(at: [1])
print("twins:     p(a, b) =", twins(a, b).item)
print("           p(b, a) =", twins(b, a).item)
print("one input: p(a, b) =", single(a, b).item)
print("           p(b, a) =", single(b, a).item)

let judged = try PairSampler(unseen).batch(1000, using: &random)
let left = unseen.images(at: judged.left)
let right = unseen.images(at: judged.right)
let (there, back) = (single(left, right), single(right, left))
let changes = zip(there.scalars, back.scalars).count {
  ($0 > 0.5) != ($1 > 0.5)
}
print("verdicts that the order changes:", changes, "of", judged.count)

print("twins    ", Evaluation(of: twins, on: tasks))
print("one input", Evaluation(of: single, on: tasks))

/// All pairs of 64 images are compared in each step.
func trainedOnAllPairs(
  of dataset: ImageDataset
) throws -> Siamese<Sequential> {
  var siamese = try Siamese(
    leg(), input: [28, 28, 1], distance: .meanSquared, seed: 1)
  let batches = try Batches.labeled(
    dataset, classes: 16, images: 4, seed: 1)
  var optimizer = Adam(learningRate: 0.003)
  try train(&siamese, with: &optimizer, on: batches, steps: 150) {
    metricLoss($0, $1)
  }
  return siamese
}
let best = try trainedOnAllPairs(of: training)
print("twins, all pairs:", Evaluation(of: best, on: tasks))

func pairCounts(classes: Int, images: Int) -> (all: Int, same: Int) {
  let count = classes * images
  return (count * (count - 1) / 2, classes * images * (images - 1) / 2)
}
print(pairCounts(classes: 964, images: 20))

let four = Array(training.groups.prefix(4))
let sets = [
  ("320 by 5 people", try training.selecting(drawers: 0..<5)),
  ("80 by 20", try training.selecting(groups: four)),
  ("20 by 20", try training.selecting(groups: [four[0]])),
]
for (name, dataset) in sets {
  let siamese = try trainedOnAllPairs(of: dataset)
  let known = try TaskSampler(
    dataset, ways: 20, queries: 20, scope: .acrossGroups
  ).tasks(trials: 400, seed: 1)
  let people = dataset.classes[0].images.count
  print(name, pairCounts(classes: dataset.classes.count, images: people))
  print("  on the same characters:", Evaluation(of: siamese, on: known))
  print("  on unseen characters:  ", Evaluation(of: siamese, on: tasks))
}
