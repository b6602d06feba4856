// Why the paper's network sits on a plateau at first: what its initialization makes of two images.
//
//   swift run PaperPlateau  (some seconds)

import Foundation
import OneShot

let glyphs = Glyphs().dataset(size: 105)
var siamese = try KochRecipe.paper.network(seed: 1)

var random = SeededGenerator(seed: 1)
let pairs = try PairSampler(glyphs).batch(32, using: &random)
let left = glyphs.images(at: pairs.left)
let right = glyphs.images(at: pairs.right)

func text(_ value: Float) -> String { String(format: "%.4f", value) }

let (h1, h2) = (siamese.embed(left), siamese.embed(right))
let saturated = h1.scalars.count { $0 < 0.05 || $0 > 0.95 }
print("saturated units:", text(Float(saturated) / Float(h1.count)))
print("mean |h1 - h2|:", text((h1 - h2).abs().mean().item))
let p = siamese(left, right)
print("p from", text(p.min().item), "to", text(p.max().item))

let (loss, gradients) = gradient(of: &siamese) { siamese in
  binaryCrossEntropy(siamese(left, right), pairs.targets)
}
print("loss:", text(loss), " ln 2:", text(log(2)))
let weights = siamese.values
for layer in ["leg.0", "leg.2", "leg.4", "leg.6", "leg.8", "head"] {
  let path = "\(layer).weight"
  let (weight, slope) = (weights[path]!, gradients[path]!)
  let ratio = (slope.square().mean() / weight.square().mean()).sqrt()
  print("\(path): gradient to weight", text(ratio.item))
}
