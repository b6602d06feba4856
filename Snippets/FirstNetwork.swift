import OneShot

// Handwriting in 20 invented alphabets; four of them are kept back for the test.
var random = SeededGenerator(seed: 1)
let glyphs = Glyphs().dataset(size: 28)
let (training, unseen) = try glyphs.splitting(holdingOut: 4, using: &random)

// One leg embeds both images of a pair; the head judges the distance of the embeddings.
let leg = Sequential {
  for filters in [16, 32, 64] {
    Conv2D(filters, kernel: 3, padding: .same, weightInitializer: .heNormal)
    BatchNorm(momentum: 0.9)
    Activation.relu
    MaxPool2D()
  }
  Flatten()
}
let head = Dense(1, activation: .sigmoid, weightInitializer: .constant(-5))
var siamese = try Siamese(leg, input: [28, 28, 1], distance: .meanSquared, head: head)

// Each step compares all pairs among four drawings of each of 16 characters.
let sampler = try ClassBatchSampler(training, classes: 16, images: 4)
var optimizer = Adam(learningRate: 0.003)
try train(&siamese, with: &optimizer, steps: 150) { _ in
  sampler.batch(using: &random)
} loss: { siamese, batch in
  let embeddings = siamese.embed(training.images(at: batch.images))
  let logits = siamese.logits(embeddings: embeddings, with: embeddings)
  return supervisedContrastiveLoss(logits, labels: batch.labels)
    + allPairsBinaryCrossEntropy(logits, labels: batch.labels)
}

// New characters: one example of each, and another hand's drawing of number 11.
let examples = unseen.images(at: unseen.classes[..<20].map { $0.images[0] })
let query = unseen.images(at: [unseen.classes[11].images[1]])
print("It is number", siamese.score(query, examples).argmax()[0])

let tasks = try TaskSampler(unseen, ways: 20, queries: 20, drawers: .separate).tasks(20, seed: 1)
print(evaluate(SiameseScorer(siamese), on: tasks, of: unseen))
