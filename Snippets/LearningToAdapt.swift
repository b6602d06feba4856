// Weights that adapt to a task by a few steps of gradient descent.
//
//   swift run -c release LearningToAdapt  (about two minutes)

import OneShot

let glyphs = Glyphs().dataset(size: 28)
var random = SeededGenerator(seed: 1)
let (training, unseen) = try glyphs.splitting(
  holdingOut: 4, using: &random)
let maps: [any Layer] = [16, 32, 32].map { ConvBlock($0) }
let leg = Sequential(maps + [Flatten()])

let sampler = try TaskSampler(training, ways: 5, queries: 15)
let episodes = Batches.episodes(4, from: sampler, seed: 1)
let tasks = try TaskSampler(
  unseen, ways: 5, queries: 10, drawers: .separate
).tasks(trials: 400, seed: 1)

/// Learns on 150 batches of 4 tasks of the training alphabets.
func trained(_ loop: InnerLoop) throws -> MAML<Sequential> {
  var method = try MAML(
    leg, input: glyphs.imageShape, ways: 5, loop: loop)
  var optimizer = Adam(learningRate: 0.003)
  try train(
    &method, with: &optimizer, on: episodes, steps: 150,
    loss: mamlLoss)
  return method
}

let maml = try trained(.maml(steps: 1, rate: 0.4))
print("MAML       ", Evaluation(of: maml, on: tasks))

for loop: InnerLoop in [
  .firstOrderMAML(steps: 1, rate: 0.4), .anil(steps: 3, rate: 0.2),
  .metaSGD(steps: 1, rate: 0.4),
] {
  let method = try trained(loop)
  print(method.name, Evaluation(of: method, on: tasks))
}

var reptile = try MAML(
  leg, input: glyphs.imageShape, ways: 5,
  loop: .firstOrderMAML(steps: 5, rate: 0.1))
var plain = SGD(learningRate: 0.5)
try train(
  &reptile, with: &plain, on: episodes, steps: 150
) { method, episodes in
  reptileLoss(method, episodes)
}
reptile.loop.steps = 10
print("Reptile    ", Evaluation(of: reptile, on: tasks))

var patient = maml
patient.loop.steps = 3
print("3 steps    ", Evaluation(of: patient, on: tasks))

var transductive = maml
transductive.loop.statistics = .queries
print(
  "with the queries' statistics",
  Evaluation(of: transductive, on: tasks))

let episode = Episode(tasks[0], of: unseen)
let adapted = maml.adapted(to: episode)
func loss(_ method: MAML<Sequential>) -> Float {
  softmaxCrossEntropy(
    method.logits(of: episode), labels: episode.answers
  ).item
}
var fresh = maml
fresh.loop.steps = 0
print("loss", loss(fresh), "→", loss(adapted))
