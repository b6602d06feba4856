// Weights of Keras and NumPy in a network of this package, and the way back.
//
//   swift run KerasWeights                  (with weights made up here)
//   swift run KerasWeights leg.weights.h5 trained.weights.h5

import DatasetFiles
import Foundation
import KerasFiles
import OneShot

let folder = FileManager.default.temporaryDirectory
let made = folder.appending(path: "made-\(UUID()).weights.h5")
var leg = Sequential {
  Conv2D(16, kernel: 3, padding: .same)
  BatchNorm()
  Activation.relu
  MaxPool2D()
  Flatten()
  Dense(64)
}
try leg.build(for: [28, 28, 1])
try leg.saveKerasWeights(to: made)

let files = CommandLine.arguments.dropFirst().map { URL(filePath: $0) }
let weights = files.first ?? made
let trained =
  files.count > 1
  ? files[1] : folder.appending(path: "trained-\(UUID()).weights.h5")
try leg.loadKerasWeights(from: weights)
try leg.saveKerasWeights(to: trained, like: weights)
for layer in try KerasFile(contentsOf: trained).layers {
  print(layer.path, layer.tensors.count)
}

let arrays = folder.appending(path: "arrays-\(UUID()).npz")
let parameters = Array(zip(leg.values.paths, leg.values.tensors))
try Safetensors(parameters).writeNPZ(to: arrays)
try leg.loadWeights(Safetensors(npz: arrays), layout: .keras)
