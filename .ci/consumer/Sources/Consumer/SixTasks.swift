import Foundation
import OneShot

// The tasks of the page "Coming from Keras and PyTorch", with pictures in memory instead of a folder.

/// 1. A Siamese network on pictures in classes.
func trainSiamese(on pictures: ImageDataset) throws -> (Siamese<Sequential>, ImageDataset) {
  let (training, unseen) = try pictures.splitting(holdingOutClasses: 0.2, seed: 1)
  let leg = Sequential {
    Conv2D(32, kernel: 3, activation: .relu); MaxPool2D()
    Flatten(); Dense(128, activation: .sigmoid)
  }
  var siamese = try Siamese(leg, input: pictures.imageShape)
  let pairs = Batches.pairs(32, from: try PairSampler(training), seed: 1)
  var adam = Adam(learningRate: 0.001)
  try train(&siamese, with: &adam, on: pairs, steps: 100) { siamese, pair in
    binaryCrossEntropy(siamese(pair.left, pair.right), pair.targets)
  }
  return (siamese, unseen)
}

/// 2. and 3. A layer with a parameter (``ChannelScale``, beside the other layers), and a residual block.
func outputShapeOfBlock() throws -> Shape {
  let block = Residual {
    Conv2D(32, kernel: 3, padding: .same); BatchNorm(); Activation.relu
  }
  return try Sequential {
    Conv2D(32, kernel: 3); ChannelScale(); block
  }
  .outputShape(for: [35, 35, 1])
}

/// 4. A loss of one's own.
func trainFurther(_ siamese: inout Siamese<Sequential>, on pictures: ImageDataset) throws {
  let pairs = Batches.pairs(32, from: try PairSampler(pictures), seed: 1)
  var adam = Adam(learningRate: 0.001)
  try train(&siamese, with: &adam, on: pairs, steps: 20) { siamese, pair in
    let (p, same) = (siamese(pair.left, pair.right), pair.targets)
    let right = same * p + (1 - same) * (1 - p)
    return -((1 - right).square() * right.log()).mean()
  }
}

/// 5. A thousand images through a network that was trained before.
func embedThousand(_ images: ImageDataset, by file: URL) throws -> Tensor {
  let classifier = try OneShotClassifier(contentsOf: file)
  return classifier.siamese.embed(images, at: 0..<1000).values
}

/// 6. A method of one's own (``InkCount``, beside the other scorers) in a few-shot evaluation.
func evaluateInk(on unseen: ImageDataset) throws -> Evaluation {
  let tasks = try TaskSampler(unseen, ways: 5, queries: 5).tasks(trials: 400, seed: 1)
  return Evaluation(of: InkCount(), on: tasks)
}

func checkSixTasks() throws {
  let pictures = Glyphs(alphabets: 1, characters: 40, drawers: 10).dataset(size: 35)
  var (siamese, unseen) = try trainSiamese(on: pictures)
  let block = try outputShapeOfBlock()
  expect(block == [33, 33, 32], "a block gives \(block)")
  try trainFurther(&siamese, on: pictures)
  let weights = siamese.values.tensors
  expect(weights.allSatisfy { $0.max().item.isFinite }, "a weight is not finite")

  var recipe = Recipe.pictures
  recipe.steps = 10
  let trained = try OneShotClassifier.trained(on: pictures, recipe: recipe, callbacks: [])
  let file = FileManager.default.temporaryDirectory
    .appending(path: "classifier-\(UUID()).safetensors")
  defer { try? FileManager.default.removeItem(at: file) }
  try trained.classifier.save(to: file)
  let images = Glyphs(alphabets: 5, characters: 10).dataset(size: 28)
  let vectors = try embedThousand(images, by: file)
  expect(vectors.shape == [1000, 1152], "a thousand images make \(vectors.shape)")

  let ink = try evaluateInk(on: unseen).accuracy
  expect(ink.value > 0.2, "ink tells nothing: \(ink)")
  print("six tasks: siamese, \(ink) by ink")
}
