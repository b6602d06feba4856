// Where the data comes from: Omniglot, MNIST, invented glyphs, images of one's own.
//
//   ONESHOT_DATA=path/to/omniglot swift run ReadingData
//   swift run ReadingData path/to/images photo.jpg  (class/image.png, or group/class/image.png)

import DatasetFiles
import Foundation
import OneShot

do {
  let locator = DataLocator(downloader: nil)
  let omniglot = try Omniglot.load([.small1, .small2], from: locator)
  print(omniglot.name, omniglot.classes.count, "characters")

  let runs = try Omniglot.officialRuns(from: locator)
  print(runs.count, "runs of Omniglot's own")
  print("Hausdorff:", Evaluation(of: ModifiedHausdorff(), on: runs))
} catch let error as DataNotFoundError {
  print(error)
}

do {
  let digits = try MNIST.oneShotTest(in: URL(filePath: "data/mnist"))
  print("nearest:", Evaluation(of: NearestNeighbor(), on: digits))
} catch {
  print(error)
}

let glyphs = Glyphs(alphabets: 2, characters: 5, drawers: 4, seed: 7)
  .dataset(size: 105)
print(glyphs.groups, glyphs.count)
// ["Kada", "Vamogo"] 40

let small = glyphs.resized(height: 28, width: 28)
let turned = small.symmetriesAsClasses(reflections: false)
print(turned.groups.count, "groups,", turned.classes.count, "classes")

var random = SeededGenerator(seed: 1)
let (kept, heldOut) = try turned.splitting(holdingOut: 2, using: &random)
print(kept.groups.count, "kept,", heldOut.groups, "held out")

let parts = try glyphs.splitting(groups: [1, 1], using: &random)
let training = try parts[0].selecting(drawers: 0..<3)
let validation = try parts[1].selecting(drawers: 3..<4)
print(training.groups, training.count, "images to learn from")
print(validation.groups, validation.count, "images to choose by")

var distortion = ImageDistortion.koch
let several = glyphs.images(
  at: [0, 0, 0], height: 28, width: 28, distortion: distortion,
  using: &random)
print(several.shape)

distortion = ImageDistortion(
  affine: .handwriting, elastic: ElasticAugmentation(),
  strokes: StrokeAugmentation())
let batches = try Batches.labeled(
  glyphs, classes: 5, images: 4, size: 28, distortion: distortion,
  seed: 1)
print(try batches.batch(at: 0).images.shape)

let bar = [
  PenDrawing.Point(x: 20, y: 20), .init(x: 80, y: 20, time: 400),
]
let stem = [
  PenDrawing.Point(x: 50, y: 20, time: 600),
  .init(x: 50, y: 85, time: 900),
]
let letter = PenDrawing([bar, stem], width: 105, height: 105)
let strokes = StrokeDataset(
  name: "signs", groups: ["signs"],
  classes: [.init(name: "T", group: 0, drawings: [letter])])
let redrawn = strokes.redrawn(copies: 8, seed: 1)
print(redrawn.name, redrawn.count, "images of", redrawn.imageShape)
// signs, redrawn 8 images of [105, 105, 1]

if let folder = CommandLine.arguments.dropFirst().first {
  let preparation = ImagePreprocessing(height: 35, width: 35)
  let (own, report) = try ImageFolder.loadReadable(
    URL(filePath: folder), as: preparation)
  print(own.name, own.classes.count, "classes,", own.count, "images")
  print(report)

  let (known, unseen) = try own.splitting(holdingOutClasses: 0.2, seed: 1)
  print(known.classes.count, "classes to learn from")
  print("held out:", unseen.classes.map(\.name))

  for photo in CommandLine.arguments.dropFirst(2) {
    let query = try ImageFolder.image(
      at: URL(filePath: photo), as: preparation)
    print(photo, query.shape)
  }
}

let stripes = ImageDataset(
  name: "stripes", height: 2, width: 2, groups: ["lines"],
  classes: [
    .init(name: "upright", group: 0, images: [0, 1]),
    .init(name: "flat", group: 0, images: [2, 3]),
  ],
  pixels: [
    255, 0, 255, 0,
    0, 255, 0, 255,
    255, 255, 0, 0,
    0, 0, 255, 255,
  ])
print(stripes.images(at: [2]))
