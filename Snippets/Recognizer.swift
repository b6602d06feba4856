// Classes of your own, recognized from one example each.
//
//   swift run Recognizer  (a few seconds)

import Foundation
import OneShot

func makeNetwork() throws -> Siamese<Sequential> {
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
  return try Siamese(leg, input: [28, 28, 1], distance: .meanSquared, head: head)
}

let glyphs = Glyphs().dataset(size: 28)
var random = SeededGenerator(seed: 1)
let parts = try glyphs.splitting(groups: [14, 4, 2], using: &random)
let (training, heldOut, own) = (parts[0], parts[1], parts[2])

var siamese = try makeNetwork()
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

let classifier = OneShotClassifier(siamese)
let calibration = try classifier.calibrate(on: heldOut, ways: 3, seed: 1)
print(calibration)

extension ImageDataset {
  /// What one person drew for one character, `[1, 28, 28, 1]`.
  fileprivate func drawing(of character: Int, by person: Int) -> Tensor {
    images(at: [classes[character].images[person]])
  }
}

try classifier.enroll("sun", own.drawing(of: 0, by: 0))
try classifier.enroll("moon", own.drawing(of: 1, by: 0))
try classifier.enroll("star", own.drawing(of: 2, by: 0))
print(classifier.labels)

let prediction = try classifier.predict(own.drawing(of: 1, by: 7))
print(prediction)
for candidate in prediction.candidates {
  print(candidate.label, candidate.probability, candidate.verification)
}

let stranger = try classifier.predict(own.drawing(of: 9, by: 3))
print(stranger)
print(stranger.label ?? "nobody that I know")

print(try classifier.verify(own.drawing(of: 9, by: 3), own.drawing(of: 9, by: 4)))
print(try classifier.verify(own.drawing(of: 9, by: 3), own.drawing(of: 2, by: 4)))

let names = ["sun", "moon", "star"]
let queries = own.images(at: (0..<3).flatMap { own.classes[$0].images.dropFirst(3) })
let truth = names.flatMap { [String](repeating: $0, count: 17) }
let predictions = try classifier.predictions(of: queries)
let right = zip(predictions, truth).count { $0.label == $1 }
print(right, "of", truth.count, "are named rightly")

for (character, name) in names.enumerated() {
  try classifier.enroll(name, own.images(at: Array(own.classes[character].images[1...2])))
}
let threeShots = try classifier.calibrate(on: heldOut, ways: 3, shots: 3, seed: 1)
print("area under the curve with one example:   ", calibration.rejection.areaUnderCurve)
print("area under the curve with three examples:", threeShots.rejection.areaUnderCurve)

try await withThrowingTaskGroup(of: String?.self) { group in
  for person in 3..<20 {
    let image = own.drawing(of: 0, by: person)
    group.addTask { try classifier.predict(image).label }
  }
  var suns = 0
  for try await label in group where label == "sun" { suns += 1 }
  print(suns, "of 17 are called a sun")
}

let file = FileManager.default.temporaryDirectory.appending(path: "signs.safetensors")
try classifier.save(to: file)

let restored = try OneShotClassifier(contentsOf: file, model: try makeNetwork())
print(restored.labels)
print(try restored.predictions(of: queries) == classifier.predictions(of: queries))

do {
  try restored.enroll("comet", Glyphs().dataset(size: 32).images(at: [0]))
} catch {
  print(error)
}
