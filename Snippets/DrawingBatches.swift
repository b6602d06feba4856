// Batches for training: from samplers, distorted, made ahead, and of one's own.
//
//   swift run DrawingBatches  (some ten seconds)

import OneShot

var random = SeededGenerator(seed: 1)
let (training, unseen) = try Glyphs().dataset(size: 28)
  .splitting(holdingOut: 4, using: &random)

let sampler = try ClassBatchSampler(training, classes: 16, images: 4)
let drawn = sampler.batch(using: &random)
print(training.images(at: drawn.images).shape, drawn.labels.prefix(6))

let batches = try Batches.labeled(
  training, classes: 16, images: 4,
  distortion: ImageDistortion(affine: .handwriting), seed: 1)

var siamese = try Siamese(
  Networks.small(), input: training.imageShape, distance: .meanSquared)
var optimizer = Adam(learningRate: 0.003)
try train(&siamese, with: &optimizer, on: batches, steps: 100) {
  metricLoss($0, $1)
}
let tasks = try TaskSampler(unseen, ways: 20, queries: 20)
  .tasks(trials: 400, seed: 1)
print("after 100 steps:", Evaluation(of: siamese, on: tasks))

let pairs = Batches.pairs(32, from: try PairSampler(training), seed: 1)
let episodes = Batches.episodes(
  from: try TaskSampler(training, ways: 5, queries: 15), seed: 1)
print(try pairs.batch(at: 0).left.shape)
print(try episodes.batch(at: 0).images.shape)

let again = try Batches.labeled(
  training, classes: 16, images: 4,
  distortion: ImageDistortion(affine: .handwriting), seed: 1)
print("the same:", try again.batch(at: 70) == batches.batch(at: 70))

let thick = ImageDistortion(
  affine: AffineAugmentation(rotation: -20...20, probability: 0.5),
  elastic: ElasticAugmentation(),
  strokes: StrokeAugmentation(change: -0.01...0.04))
let noisy = Batches(seed: 1, itemsPerBatch: 64) { step, random in
  let batch = sampler.batch(using: &random)
  let images = training.images(
    at: batch.images, distortion: thick, using: &random)
  let noise = Tensor.normal(
    images.shape, standardDeviation: 0.05, using: &random)
  return LabeledImages(
    images: (images + noise).clipped(to: 0...1), labels: batch.labels)
}
print("step 0:", metricLoss(siamese, try noisy.batch(at: 0)).item)

/// Batches of two sources in turn.
struct InTurn<First: BatchSource, Second: BatchSource>: BatchSource
where First.Batch == Second.Batch {
  let first: First
  let second: Second
  var itemsPerBatch: Int { first.itemsPerBatch }

  func batch(at step: Int) throws -> First.Batch {
    let (turn, isSecond) = (step / 2, !step.isMultiple(of: 2))
    return isSecond
      ? try second.batch(at: turn) : try first.batch(at: turn)
  }
}

let both = InTurn(first: batches, second: noisy)
try train(&siamese, with: &optimizer, on: both, steps: 100) {
  metricLoss($0, $1)
}
print("after 100 more: ", Evaluation(of: siamese, on: tasks))
