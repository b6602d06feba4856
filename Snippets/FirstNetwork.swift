import OneShot

// Handwriting in 20 invented alphabets; four are kept back for the test.
var random = SeededGenerator(seed: 1)
let glyphs = Glyphs().dataset(size: 28)
let (known, unseen) = try glyphs.splitting(holdingOut: 4, using: &random)

// One leg embeds both images of a pair; a head judges their distance.
let leg = Sequential {
  for filters in [16, 32, 64] { ConvBlock(filters) }
  Flatten()
}
var siamese = try Siamese(leg, input: [28, 28, 1], distance: .meanSquared)

// Each step compares all pairs of 64 drawings, of 16 characters.
let batches = try Batches.labeled(known, classes: 16, images: 4, seed: 1)
var optimizer = Adam(learningRate: 0.003)
try train(&siamese, with: &optimizer, on: batches, steps: 150) {
  metricLoss($0, $1)
}

// New characters: one example of each, and another hand's number 11.
let examples = unseen.images(
  at: unseen.classes[..<20].map { $0.images[0] })
let query = unseen.images(at: [unseen.classes[11].images[1]])
print("It is number", siamese.score(query, examples).argmax()[0])

// 400 questions: which of 20 examples shows the same character?
let sampler = try TaskSampler(
  unseen, ways: 20, queries: 20, drawers: .separate)
print(Evaluation(of: siamese, on: sampler.tasks(trials: 400, seed: 1)))
