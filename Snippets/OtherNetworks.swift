// A network to ONNX and back, as a leg that others have trained.
//
//   swift run OtherNetworks                    (with a network made here)
//   swift run OtherNetworks resnet18.onnx      (one from PyTorch)
//   swift run OtherNetworks lite0.safetensors  (EfficientNet-Lite0's weights)

import Foundation
import ONNXFiles
import OneShot

let folder = FileManager.default.temporaryDirectory
let file = folder.appending(path: "leg-\(UUID()).onnx")

// Out: any layer, and any Siamese network.
var random = SeededGenerator(seed: 1)
var leg = Networks.conv4()
_ = try leg.build(for: [84, 84, 3], using: &random)
try leg.writeONNX(to: file, input: [84, 84, 3])

/// EfficientNet-Lite0 with weights from PyTorch, as a leg that optimizers
/// leave as it is.
func lite0(_ weights: URL) throws -> Sequential {
  var leg = Networks.efficientNetLite0()
  var random = SeededGenerator(seed: 1)
  _ = try leg.build(for: [224, 224, 3], using: &random)
  try leg.loadWeights(from: weights, layout: .pyTorch, ignoring: ["_fc"])
  leg.freeze()
  return leg
}

let weights = CommandLine.arguments.dropFirst().first {
  $0.hasSuffix(".safetensors")
}
if let weights {
  let leg = try lite0(URL(filePath: weights))
  let siamese = try Siamese(
    leg, input: [224, 224, 3], distance: .meanSquared)
  let classifier = OneShotClassifier(
    siamese,
    preprocessing: ImagePreprocessing(
      height: 224, width: 224, channels: 3, fit: .cropped,
      values: .photograph(
        mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5])))
  print(classifier.siamese.summary())
  exit(0)
}

// In: a layer like any other, here one that is not trained further.
let path = CommandLine.arguments.dropFirst().first
let url = path.map { URL(filePath: $0) } ?? file
let backbone = try ONNXModel(contentsOf: url, isFrozen: true)
print(backbone.inputs.map(\.name), backbone.outputs.map(\.name))
print(backbone.operators.map(\.name).joined(separator: " "))

if path == nil {
  let images = Tensor.uniform([2, 84, 84, 3], using: &random)
  let difference = (backbone(images) - leg(images)).abs().max().item
  print("largest difference below 1e-5:", difference < 1e-5)
  let siamese = try Siamese(
    backbone, input: [84, 84, 3], distance: .meanSquared)
  print(siamese.score(images, images).shape)
}
