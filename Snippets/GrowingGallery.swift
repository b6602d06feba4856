// Many classes: enrolled in one call, kept in one file, found by an index.
//
//   swift run GrowingGallery

import Foundation
import OneShot
import Pretrained

let recipe = Recipe.handwriting
/// Drawings of invented characters by two hands.
func drawings(alphabets: Int, seed: UInt64) -> ImageDataset {
  let glyphs = Glyphs(
    alphabets: alphabets, characters: 20, drawers: 2, seed: seed)
  return recipe.images(of: glyphs.dataset())
}
let own = drawings(alphabets: 20, seed: 1)
let file = FileManager.default.temporaryDirectory
  .appending(path: "signs-\(UUID()).gallery")

let classifier = try OneShotClassifier.handwriting()
print(try classifier.openGallery(file))
try classifier.enroll(own, shots: 1)
print(classifier.classCount, "classes")

let drawing = own.images(at: [own.classes[7].images[1]])
print(try classifier.predict(drawing))

let image = own.images(at: [own.classes[8].images[1]])
let label = own.label(of: own.classes[8])
try classifier.enroll(label, image)
print(classifier.shots(of: label), "examples")
try classifier.remove(label, example: 0)
print(classifier.shots(of: label), "example")

classifier.closeGallery()
let again = try OneShotClassifier.handwriting()
print(try again.openGallery(file))

let heldOut = drawings(alphabets: 6, seed: 2)
print(try again.calibrate(on: heldOut, ways: 400))

let network = again.siamese
try again.useIndex(
  FlatIndex(
    dimensions: network.embeddingSize, metric: network.metric),
  nearest: 20)
print(try again.predict(drawing))

again.closeGallery()
try? FileManager.default.removeItem(at: file)
