// Six tasks of a newcomer from Keras or PyTorch, side by side on the page
// "Coming from Keras and PyTorch".
//
//   swift run SixTasks  (some ten seconds)

import DatasetFiles
import Foundation
import OneShot

// A folder of pictures as you may have one: signs/class/number.png.
let signs = FileManager.default.temporaryDirectory
  .appending(path: "signs-\(UUID())")
let signFile = signs.appending(path: "../classifier-\(UUID()).safetensors")
let drawn = Glyphs(alphabets: 1, characters: 40, drawers: 10)
  .dataset(size: 35)
for entry in drawn.classes {
  let folder = signs.appending(path: entry.name)
  try FileManager.default.createDirectory(
    at: folder, withIntermediateDirectories: true)
  for image in entry.images {
    let ink = drawn.pixels[image * 35 * 35..<(image + 1) * 35 * 35]
    let picture = Bitmap(width: 35, height: 35, pixels: ink.map { 255 - $0 })
    try PNG.write(picture, to: folder.appending(path: "\(image).png"))
  }
}

// 1. A Siamese network on a folder.
let pictures = try ImageFolder.load(
  signs, as: ImagePreprocessing(height: 35, width: 35))
let (training, unseen) = try pictures.splitting(
  holdingOutClasses: 0.2, seed: 1)
let leg = Sequential {
  Conv2D(32, kernel: 3, activation: .relu); MaxPool2D()
  Flatten(); Dense(128, activation: .sigmoid)
}
var siamese = try Siamese(leg, input: pictures.imageShape)
let pairs = Batches.pairs(32, from: try PairSampler(training), seed: 1)
var adam = Adam(learningRate: 0.001)
try train(&siamese, with: &adam, on: pairs, steps: 300) { siamese, pair in
  binaryCrossEntropy(siamese(pair.left, pair.right), pair.targets)
}

// 2. A layer with a parameter.
struct ChannelScale: Layer {
  var factor = Parameter { input, _ in .ones([input[-1]]) }
  static var parts: [Part<Self>] { [Part("factor", \.factor)] }
  func callAsFunction(_ x: Tensor) -> Tensor { x * factor.value }
}

// 3. A residual block.
let block = Residual {
  Conv2D(32, kernel: 3, padding: .same); BatchNorm(); Activation.relu
}

// 4. A loss of one's own.
try train(&siamese, with: &adam, on: pairs, steps: 100) { siamese, pair in
  let (p, same) = (siamese(pair.left, pair.right), pair.targets)
  let right = same * p + (1 - same) * (1 - p)
  return -((1 - right).square() * right.log()).mean()
}

// 5. A thousand images through a network that was trained before.
var recipe = Recipe.pictures
recipe.steps = 20
let learned = try OneShotClassifier.trained(
  on: pictures, recipe: recipe, callbacks: [])
try learned.classifier.save(to: signFile)
let images = Glyphs(alphabets: 5, characters: 10).dataset(size: 28)

let classifier = try OneShotClassifier(contentsOf: signFile)
let vectors = classifier.siamese.embed(images, at: 0..<1000).values

// 6. A method of one's own in a few-shot evaluation.
struct InkCount: PairScorer {
  let name = "ink-count"
  func embed(_ x: Tensor) -> Tensor { x.flattened().sum(axes: [1]) }
  func scores(of a: Tensor, with b: Tensor) -> Tensor {
    -(a.expandingDimension(at: 1) - b).abs()
  }
}
let tasks = try TaskSampler(unseen, ways: 5, queries: 5)
  .tasks(trials: 400, seed: 1)
print("ink-count:", Evaluation(of: InkCount(), on: tasks))
print("siamese:  ", Evaluation(of: siamese, on: tasks))

let scaled = Sequential {
  Conv2D(32, kernel: 3); ChannelScale(); block
}
print("layers:", try scaled.outputShape(for: [35, 35, 1]))
print("vectors:", vectors.shape)
