// Why the paper's network sits on a plateau at first: what its initialization makes of two images.
//
//   swift run PaperPlateau  (some seconds)

import Foundation
import OneShot

let glyphs = Glyphs().dataset(size: 105)
let bias = Initializer.normal(mean: 0.5, standardDeviation: 0.01)
let narrow = Initializer.normal(standardDeviation: 0.01)
let wide = Initializer.normal(standardDeviation: 0.2)
let leg = Sequential {
  for (filters, kernel) in [(64, 10), (128, 7), (128, 4)] {
    Conv2D(
      filters, kernel: kernel, activation: .relu, weightInitializer: narrow, biasInitializer: bias)
    MaxPool2D()
  }
  Conv2D(256, kernel: 4, activation: .relu, weightInitializer: narrow, biasInitializer: bias)
  Flatten()
  Dense(4096, activation: .sigmoid, weightInitializer: wide, biasInitializer: bias)
}
let head = Dense(1, activation: .sigmoid, weightInitializer: wide, biasInitializer: bias)
var siamese = try Siamese(leg, input: [105, 105, 1], head: head, seed: 1)

var random = SeededGenerator(seed: 1)
let pairs = try PairSampler(glyphs).batch(32, using: &random)
let (left, right) = (glyphs.images(at: pairs.left), glyphs.images(at: pairs.right))

func text(_ value: Float) -> String { String(format: "%.4f", value) }

let (h1, h2) = (siamese.embed(left), siamese.embed(right))
let saturated = h1.scalars.count { $0 < 0.05 || $0 > 0.95 }
print("saturated units:", text(Float(saturated) / Float(h1.count)))
print("mean |h1 - h2|:", text((h1 - h2).abs().mean().item))
let verdicts = siamese(left, right)
print("p from", text(verdicts.min().item), "to", text(verdicts.max().item))

let (loss, gradients) = gradient(of: &siamese) { siamese in
  binaryCrossEntropy(siamese(left, right), pairs.targets)
}
print("loss:", text(loss), " ln 2:", text(log(2)))
for layer in ["leg.0", "leg.2", "leg.4", "leg.6", "leg.8", "head"] {
  let path = "\(layer).weight"
  let weight = siamese.parameters.first { $0.path == path }!.parameter.value
  let ratio = (gradients[path]!.square().mean() / weight.square().mean()).sqrt()
  print("\(path): gradient to weight", text(ratio.item))
}
