// Methods that learn from small tasks, under one protocol.
//
//   swift run FewShotMethods  (some ten seconds)

import OneShot

let glyphs = Glyphs().dataset(size: 28)
var random = SeededGenerator(seed: 1)
let (training, unseen) = try glyphs.splitting(holdingOut: 4, using: &random)

let maps: [any Layer] = [16, 32, 32].flatMap { filters -> [any Layer] in
  [
    Conv2D(filters, kernel: 3, padding: .same, weightInitializer: .heNormal),
    BatchNorm(momentum: 0.9), Activation.relu, MaxPool2D(),
  ]
}
let leg = Sequential(maps + [Flatten()])

let episodes = try TaskSampler(training, ways: 5, queries: 15)
let tasks = try TaskSampler(unseen, ways: 5, queries: 10, drawers: .separate).tasks(40, seed: 1)

/// Trains on 300 tasks of the training alphabets.
func trained<Method: FewShotMethod>(_ method: Method) throws -> Method {
  var method = method
  var optimizer = Adam(learningRate: 0.001)
  try train(&method, with: &optimizer, steps: 300) { step in
    var random = SeededGenerator(seed: 1, "batches", step)
    return Episode(episodes.task(using: &random), of: training)
  } loss: { method, episode in
    episodeLoss(method, episode)
  }
  return method
}

let prototypical = try trained(PrototypicalNetwork(leg, input: glyphs.imageShape))
print("prototypical:", evaluate(prototypical, on: tasks, of: unseen))

let ridge = try trained(RidgeRegression(leg, input: glyphs.imageShape, penalty: 10))
print("ridge:       ", evaluate(ridge, on: tasks, of: unseen))

print(compare(prototypical, ridge, on: tasks, of: unseen))

let answers = verdicts(prototypical, on: tasks, of: unseen)
print(AlphabetAccuracies(answers, of: unseen))
for confusion in confusions(in: answers, of: unseen, limit: 3) { print(confusion) }

let mean = meanEmbedding(of: prototypical.leg, over: training)
let centroid = NearestCentroid(
  prototypical.leg, transform: .centeredAndNormalized(mean: mean))
print("centroid:    ", evaluate(centroid, on: tasks, of: unseen))

let matching = try MatchingNetwork(leg, input: glyphs.imageShape, scale: 10)
let small = Sequential(maps + [Flatten(), Dense(64)])
let inContext = try MatchingNetwork(
  small, input: glyphs.imageShape, scale: 10, contextSteps: 3)
print(matching.parameterCount, inContext.parameterCount)

let module = Sequential {
  Conv2D(32, kernel: 3, padding: .same, weightInitializer: .heNormal)
  BatchNorm(momentum: 0.9)
  Activation.relu
  Flatten()
  Dense(8, activation: .relu)
  Dense(1)
}
let relation = try RelationNetwork(
  Sequential(maps), relation: module, input: glyphs.imageShape)
let episode = Episode(tasks[0], of: unseen)
print(episodeLoss(relation, episode).item, relationLoss(relation, episode).item)

let batches = try ClassBatchSampler(training, classes: 10, images: 4)
var embedding = small
try embedding.build(for: glyphs.imageShape)
var optimizer = Adam(learningRate: 0.001)
try train(&embedding, with: &optimizer, steps: 200) { _ in
  batches.batch(using: &random)
} loss: { embedding, batch in
  tripletLoss(
    embedding(training.images(at: batch.images)).l2Normalized(), labels: batch.labels,
    margin: 0.2, mining: .batchHard)
}
let scorer = EmbeddingScorer(embedding, isNormalized: true)
print("triplets:    ", evaluate(scorer, on: tasks, of: unseen))
