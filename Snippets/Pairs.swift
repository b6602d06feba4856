// Pairs, the loss, and one step of training.
//
//   swift run Pairs

import OneShot

let glyphs = Glyphs(alphabets: 4).dataset(size: 28)
var random = SeededGenerator(seed: 1)

let sampler = try PairSampler(glyphs)
let pairs = sampler.batch(32, using: &random)
let left = glyphs.images(at: pairs.left)
let right = glyphs.images(at: pairs.right)
print(left.shape, right.shape, pairs.targets.shape)
print("of one class:", pairs.targets.sum().item, "of", pairs.count)
// of one class: 16.0 of 32

let leg = Sequential {
  Conv2D(16, kernel: 3, activation: .relu)
  MaxPool2D()
  Flatten()
  Dense(64, activation: .sigmoid)
}
var siamese = try Siamese(leg, input: glyphs.imageShape)

var optimizer = Adam(learningRate: 0.001)
let (loss, gradients) = gradient(of: &siamese) { siamese in
  binaryCrossEntropy(siamese(left, right), pairs.targets)
}
optimizer.update(&siamese, along: gradients)
print("before the step:", loss)
let after = binaryCrossEntropy(siamese(left, right), pairs.targets)
print("after it:       ", after.item)
