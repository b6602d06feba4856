// What a trained network is for: embeddings, search, and files.
//
//   swift run TrainedNetwork            (on invented handwriting)
//   swift run TrainedNetwork my-folder  (on the pictures of a folder)

import DatasetFiles
import Foundation
import OneShot

let folder = FileManager.default.temporaryDirectory
let weights = folder.appending(path: "weights-\(UUID()).safetensors")
let model = folder.appending(path: "model-\(UUID()).safetensors")
let file = folder.appending(path: "classifier-\(UUID()).safetensors")

// A training, which happened long ago.
let glyphs = Glyphs().dataset(size: 28)
let training = try glyphs.selecting(groups: Array(glyphs.groups[..<16]))
var recipe = Recipe.pictures
recipe.steps = 200
var trained = try recipe.network(seed: 1)
var optimizer = recipe.optimizer()
let batches = try recipe.batches(training, seed: 1)
try train(&trained, with: &optimizer, on: batches, steps: recipe.steps) {
  recipe.loss($0, $1)
}
try trained.saveWeights(to: weights)

var siamese = try Siamese(
  Networks.small(), input: [28, 28, 1], distance: .meanSquared)
try siamese.loadWeights(from: weights)

try siamese.leg.save(to: model, input: [28, 28, 1], as: .float16)
let leg = try Sequential(contentsOf: model)
print(leg.layers.count, "layers,", leg.parameterCount, "scalars")

let preparation = ImagePreprocessing(height: 28, width: 28)
func load(_ folder: String) throws -> ImageDataset {
  try ImageFolder.load(URL(filePath: folder), as: preparation)
}
let pictures =
  if let path = CommandLine.arguments.dropFirst().first {
    try load(path)
  } else {
    try glyphs.selecting(groups: Array(glyphs.groups[16...]))
  }

let store = siamese.embed(pictures, batchSize: 64)
print(store.values.shape)

let query = store.rows(at: [pictures.classes[3].images[0]])
let alike = siamese.scores(of: query, with: store.values).scalars
let nearest = alike.indices.sorted { alike[$0] > alike[$1] }
print("nearest:", nearest.prefix(5))
let own = pictures.classes[3].images
print("its class:", own[0], "to", own[19])

try store.writeSafetensors(
  to: folder.appending(path: "rows-\(UUID()).safetensors"))
try store.writeNPY(to: folder.appending(path: "rows-\(UUID()).npy"))
try store.writeCSV(
  to: folder.appending(path: "rows-\(UUID()).csv"), of: pictures)

try EmbeddingProjector(store, of: pictures)
  .write(to: folder.appending(path: "projector-\(UUID())"))

let classifier = OneShotClassifier(
  siamese, preprocessing: preparation, recipe: recipe, views: 4)
for entry in pictures.classes.prefix(5) {
  let example = pictures.images(at: [entry.images[0]])
  try classifier.enroll(entry.name, example)
}
try classifier.save(to: file, selfContained: true)

let restored = try OneShotClassifier(contentsOf: file)
let unknown = pictures.images(at: [pictures.classes[3].images[1]])
print(restored.labels.prefix(3))
print(try restored.predict(unknown))
