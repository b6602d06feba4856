// Weights that PyTorch saved, in a network of this package.
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

var leg = Sequential {
  Conv2D(16, kernel: 3, padding: .same)
  BatchNorm(epsilon: 1e-5, runningEstimate: .unbiased)
  Activation.relu
  MaxPool2D()
  Flatten()
  Dense(64)
}
try leg.build(for: [28, 28, 1])

/// A tensor of PyTorch in the order of axes that it has here.
func converted(_ tensor: Tensor, of layer: Substring) -> Tensor {
  switch (layer, tensor.rank) {
  case (_, 4):  // [filters, channels, height, width]
    tensor.transposed(permutation: [2, 3, 1, 0])
  case ("5", 2):  // after Flatten: [outputs, channels · height · width]
    tensor.reshaped(to: [64, 16, 14, 14])
      .transposed(permutation: [2, 3, 1, 0])
      .reshaped(to: [14 * 14 * 16, 64])
  case (_, 2):  // [outputs, inputs]
    tensor.transposed()
  default: tensor
  }
}

let torch = try Safetensors(contentsOf: file())
let names: [Substring: String] = [
  "scale": "weight", "shift": "bias",
  "runningMean": "running_mean", "runningVariance": "running_var",
]
let tensors = leg.values.paths.map { path in
  let parts = path.split(separator: ".")
  let name = "\(parts[0]).\(names[parts[1]] ?? String(parts[1]))"
  guard let tensor = torch[name] else { fatalError("no \(name)") }
  return converted(tensor, of: parts[0])
}
leg.values = ParameterValues(paths: leg.values.paths, tensors: tensors)
print(leg.values.paths)
print(leg(.ones([1, 28, 28, 1])).shape)
