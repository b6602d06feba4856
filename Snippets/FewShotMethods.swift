// Methods that learn from small tasks, under one protocol.
//
//   swift run FewShotMethods  (some ten seconds)

import OneShot

let glyphs = Glyphs().dataset(size: 28)
var random = SeededGenerator(seed: 1)
let (training, unseen) = try glyphs.splitting(
  holdingOut: 4, using: &random)

let maps: [any Layer] = [16, 32, 32].map { ConvBlock($0) }
let leg = Sequential(maps + [Flatten()])

let sampler = try TaskSampler(training, ways: 5, queries: 15)
let episodes = Batches.episodes(from: sampler, seed: 1)
let tasks = try TaskSampler(
  unseen, ways: 5, queries: 10, drawers: .separate
).tasks(trials: 400, seed: 1)

/// Trains on 300 tasks of the training alphabets.
func trained<Method: FewShotMethod>(_ method: Method) throws -> Method {
  var method = method
  var optimizer = Adam(learningRate: 0.001)
  try train(
    &method, with: &optimizer, on: episodes, steps: 300,
    loss: episodeLoss)
  return method
}

let prototypical = try trained(
  PrototypicalNetwork(leg, input: glyphs.imageShape))
let first = Evaluation(of: prototypical, on: tasks)
print("prototypical:", first)

let ridge = try trained(
  RidgeRegression(leg, input: glyphs.imageShape, penalty: 10))
let second = Evaluation(of: ridge, on: tasks)
print("ridge:       ", second)

print(first.compared(with: second))

print(first.byGroup)
for confusion in first.confusions(limit: 3) { print(confusion) }

let mean = prototypical.leg.embed(training).mean
let centroid = NearestCentroid(
  prototypical.leg, transform: .centeredAndNormalized(mean: mean))
print("centroid:    ", Evaluation(of: centroid, on: tasks))
// centroid:     87.8 % ± 3.2 (351 of 400)

let matching = try MatchingNetwork(
  leg, input: glyphs.imageShape, scale: 10)
let small = Sequential(maps + [Flatten(), Dense(64)])
let inContext = try MatchingNetwork(
  small, input: glyphs.imageShape, scale: 10, contextSteps: 3)
print(matching.parameterCount, inContext.parameterCount)

let module = Sequential {
  ConvBlock(32, pools: false)
  Flatten()
  Dense(8, activation: .relu)
  Dense(1)
}
let relation = try RelationNetwork(
  Sequential(maps), relation: module, input: glyphs.imageShape)
let episode = Episode(tasks[0], of: unseen)
print("cross-entropy:", episodeLoss(relation, episode).item)
print("squared error:", relationLoss(relation, episode).item)

let batches = try Batches.labeled(
  training, classes: 10, images: 4, seed: 1)
var embedding = small
try embedding.build(for: glyphs.imageShape)
var optimizer = Adam(learningRate: 0.001)
try train(&embedding, with: &optimizer, on: batches, steps: 200) {
  tripletLoss(
    $0($1.images).l2Normalized(), labels: $1.labels, margin: 0.2,
    mining: .batchHard)
}
let scorer = EmbeddingScorer(embedding, isNormalized: true)
print("triplets:    ", Evaluation(of: scorer, on: tasks))

let metrics = RetrievalMetrics(
  of: embedding.embed(unseen), in: unseen, metric: .cosine)
print(metrics)
