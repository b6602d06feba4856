// Methods that see all queries of a task, beside those that do not.
//
//   swift run SeeingAllQueries  (some ten seconds)

import OneShot

let glyphs = Glyphs().dataset(size: 28)
var random = SeededGenerator(seed: 1)
let (training, unseen) = try glyphs.splitting(
  holdingOut: 4, using: &random)

// A leg that has learned a little from the training alphabets.
let maps: [any Layer] = [16, 32, 32].map { ConvBlock($0) }
var leg = Sequential(maps + [Flatten()])
try leg.build(for: glyphs.imageShape)
let batches = try Batches.labeled(
  training, classes: 10, images: 4, seed: 1)
var optimizer = Adam(learningRate: 0.001)
try train(&leg, with: &optimizer, on: batches, steps: 60) {
  ntXentLoss($0($1.images), labels: $1.labels)
}

// Ten classes with one example each, and five queries of each class.
let tasks = try TaskSampler(unseen, ways: 10, queries: 50)
  .tasks(trials: 1000, seed: 1)

// The same tasks, asked for the first half of their classes only.
let lopsided = TaskSet(
  dataset: unseen,
  tasks: tasks.tasks.map { task in
    let kept = task.queries.indices.filter { task.answers[$0] < 5 }
    return OneShotTask(
      support: task.support, queries: kept.map { task.queries[$0] },
      answers: kept.map { task.answers[$0] })
  })

let features = NearestCentroid(leg, transform: .normalized)
let methods: [any TaskScorer] = [
  features,
  FineTunedSoftmax(features, .baselinePlusPlus),
  BDCSPN(features),
  LaplacianShot(features),
  TIM(features),
  PTMAP(features),
  JointAssignment(features),
]
let store = features.embed(unseen)
for method in methods {
  let all = Evaluation(of: method, on: tasks, embeddings: store)
  let half = Evaluation(of: method, on: lopsided, embeddings: store)
  let kind = method.isTransductive ? "all queries" : "one query  "
  print(
    kind, all.accuracy.percentText, half.accuracy.percentText,
    method.name)
}

// Each class asked for once, as in Omniglot's official runs.
let once = try TaskSampler(
  unseen, ways: 20, queries: 20, drawers: .separate
).tasks(trials: 400, seed: 1)
let alone = Evaluation(of: features, on: once)
let joint = Evaluation(of: JointAssignment(features), on: once)
print(joint.compared(with: alone))

// Assignments by themselves, from distances of your own.
let distances = Tensor([[0, 1], [0, 2], [3, 1], [0.5, 1]])
let plan = balancedAssignment(costs: distances, sharpness: 5)
print(plan.sum(axes: [0]), plan.argmax())
