// Classes of your own, recognized from one example each.
//
//   swift run Recognizer  (half a minute)
//   swift run Recognizer path/to/pictures  (trains on class/picture.png instead)

import DatasetFiles
import Foundation
import OneShot

/// A recognizer of pictures like those in a folder.
func recognizer(for folder: URL) throws -> TrainedClassifier {
  let preparation = ImagePreprocessing(height: 28, width: 28)
  let pictures = try ImageFolder.load(folder, as: preparation)
  return try OneShotClassifier.trained(
    on: pictures, preprocessing: preparation)
}

if let folder = CommandLine.arguments.dropFirst().first {
  let trained = try recognizer(for: URL(filePath: folder))
  print(trained)
  try trained.classifier.save(to: URL(filePath: "signs.safetensors"))
  exit(0)
}

let glyphs = Glyphs().dataset(size: 28)
var random = SeededGenerator(seed: 1)
let parts = try glyphs.splitting(groups: [14, 4, 2], using: &random)
let (training, heldOut, own) = (parts[0], parts[1], parts[2])

var recipe = Recipe.pictures
recipe.steps = 300
let trained = try OneShotClassifier.trained(
  on: training, heldOut: heldOut, recipe: recipe)
print(trained)

let classifier = trained.classifier
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

let (one, again) = (own.drawing(of: 9, by: 3), own.drawing(of: 9, by: 4))
print(try classifier.verify(one, again))
print(try classifier.verify(one, own.drawing(of: 2, by: 4)))

let names = ["sun", "moon", "star"]
let queries = own.images(
  at: own.classes[..<3].flatMap { $0.images.dropFirst(3) })
let truth = names.flatMap { [String](repeating: $0, count: 17) }
let predictions = try classifier.predictions(of: queries)
let right = zip(predictions, truth).count { $0.label == $1 }
print(right, "of", truth.count, "are named rightly")
// 50 of 51 are named rightly

for (name, signs) in zip(names, own.classes) {
  try classifier.enroll(name, own.images(at: Array(signs.images[1...2])))
}
let threeShots = try classifier.calibrate(
  on: heldOut, ways: 3, shots: 3, seed: 1)
print("one example:    AUC", calibration.rejection.areaUnderCurve)
print("three examples: AUC", threeShots.rejection.areaUnderCurve)

try await withThrowingTaskGroup(of: String?.self) { group in
  for person in 3..<20 {
    let image = own.drawing(of: 0, by: person)
    group.addTask { try classifier.predict(image).label }
  }
  var suns = 0
  for try await label in group where label == "sun" { suns += 1 }
  print(suns, "of 17 are called a sun")
}

let file = FileManager.default.temporaryDirectory
  .appending(path: "signs-\(UUID()).safetensors")
try classifier.save(to: file)

let restored = try OneShotClassifier<Sequential>(contentsOf: file)
print(restored.labels)
let before = try classifier.predictions(of: queries)
print(try restored.predictions(of: queries) == before)

do {
  try restored.enroll("comet", Glyphs().dataset(size: 32).images(at: [0]))
} catch {
  print(error)
}
try? FileManager.default.removeItem(at: file)
