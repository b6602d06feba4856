// How gradients work here.
//
//   swift run TakingGradients

import OneShot

let x = Tensor([1, 2, 3])
let slope = gradient(at: [x]) { $0[0].square().sum() }[0]
print(slope)
// Tensor[3] [2.0, 4.0, 6.0]

var layer = Dense(1, activation: .sigmoid)
try layer.build(for: [3], seed: 1)

let input = Tensor([[1, 0, 0], [0, 1, 0]])
let target = Tensor([[1], [0]])
let (loss, gradients) = gradient(of: &layer) { layer in
  binaryCrossEntropy(layer(input), target)
}
print(loss, gradients.paths, gradients["weight"]!.shape)

let snapshot = layer
var optimizer = SGD(learningRate: 0.1)
optimizer.update(&layer, along: gradients)
print(binaryCrossEntropy(snapshot(input), target).item, "→")
print(binaryCrossEntropy(layer(input), target).item)

var random = SeededGenerator(seed: 1)
let dropout = Dropout(0.5)
print(dropout(x) == x)
_ = gradient(at: [x], using: &random) { inputs in
  print(dropout(inputs[0]) == x)
  return inputs[0].sum()
}

let a = Tensor.normal([4, 3], using: &random)
let b = Tensor.normal([3, 2], using: &random)
print(GradientCheck(at: [a, b]) { $0[0].matmul($0[1]).sigmoid() }.passes)
// true

let second = gradient(at: [x]) { inputs in
  differentiableGradient(at: inputs) { $0[0].pow(3).sum() }[0].sum()
}[0]
print(second)
// Tensor[3] [6.0, 12.0, 18.0]

let (afterStep, slopes) = gradient(of: &layer) { layer in
  var stepped = layer
  let (_, inner) = differentiableGradient(of: &stepped) {
    binaryCrossEntropy($0(input), target)
  }
  stepped.move(along: inner, rate: 0.5)
  return binaryCrossEntropy(stepped(input), target)
}
print(afterStep, slopes["weight"]!.shape)
