// Weights that PyTorch saved, in a network of this package, and the way back.
//
//   swift run PyTorchWeights                      (with weights made up here)
//   swift run PyTorchWeights weights.safetensors  (of the network on the page)

import Foundation
import OneShot

/// The file of a network that PyTorch trained; made up where none is given.
func file() throws -> URL {
  if let path = CommandLine.arguments.dropFirst().first {
    return URL(filePath: path)
  }
  var random = SeededGenerator(seed: 1)
  let shapes: KeyValuePairs<String, Shape> = [
    "0.weight": [16, 1, 3, 3], "0.bias": [16],
    "1.weight": [16], "1.bias": [16],
    "1.running_mean": [16], "1.running_var": [16],
    "1.num_batches_tracked": [],
    "5.weight": [64, 16 * 14 * 14], "5.bias": [64],
  ]
  let url = FileManager.default.temporaryDirectory
    .appending(path: "torch-\(UUID()).safetensors")
  let tensors = shapes.map { name, shape in
    (name, Tensor.uniform(shape, in: 0.5..<1, using: &random))
  }
  try Safetensors(tensors).write(to: url)
  return url
}

let weights = try file()
var leg = Sequential {
  Conv2D(16, kernel: 3, padding: .same)
  BatchNorm(epsilon: 1e-5, runningEstimate: .unbiased)
  Activation.relu
  MaxPool2D()
  Flatten()
  Dense(64)
}
try leg.build(for: [28, 28, 1])
let loaded = try leg.loadWeights(from: weights, layout: .pyTorch)
for (path, name) in loaded.pairs { print(path, "←", name) }
print("left out:", loaded.skipped.map(\.name))
print(leg(.ones([1, 28, 28, 1])).shape)

let trained = FileManager.default.temporaryDirectory
  .appending(path: "trained-\(UUID()).safetensors")
try leg.saveWeights(
  to: trained, layout: .pyTorch, names: loaded.names)

let names: WeightNames = ["0": "stem", "1": "norm", "5": "head"]
try leg.saveWeights(to: trained, layout: .pyTorch, names: names)
try leg.loadWeights(from: trained, layout: .pyTorch, names: names)
