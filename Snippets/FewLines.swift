// A recognizer of classes that it was not trained on, in twenty lines.
//
//   swift run FewLines  (some ten seconds)

import OneShot

// Invented handwriting; four groups of classes are not trained on.
var random = SeededGenerator(seed: 1)
let (training, unseen) = try Glyphs().dataset(size: 28)
  .splitting(holdingOut: 4, using: &random)

// The network learns to say how alike two images are.
var siamese = try Siamese(
  Networks.small(), input: [28, 28, 1], distance: .meanSquared)
let batches = try Batches.labeled(
  training, classes: 16, images: 4, seed: 1)
var optimizer = Adam(learningRate: 0.003)
try train(&siamese, with: &optimizer, on: batches, steps: 150) {
  metricLoss($0, $1)
}

// One example of each new class is enough to recognize others of it.
let classifier = OneShotClassifier(siamese)
for entry in unseen.classes.prefix(20) {
  try classifier.enroll(entry.name, unseen.images(at: [entry.images[0]]))
}
let image = unseen.images(at: [unseen.classes[7].images[1]])
print("This is", try classifier.predict(image))

// How often is that right? 400 trials among 20 classes each.
let tasks = try TaskSampler(unseen, ways: 20, queries: 20)
  .tasks(trials: 400, seed: 1)
print("Right:", Evaluation(of: siamese, on: tasks))
