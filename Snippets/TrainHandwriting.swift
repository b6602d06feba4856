// How the network in the box was trained, see Scripts/handwriting.sh.
//
//   swift run TrainHandwriting omniglot handwriting.safetensors

import DatasetFiles
import Foundation
import OneShot

guard CommandLine.arguments.count == 3 else {
  print("TrainHandwriting needs Omniglot's folder and a file to write")
  exit(EXIT_SUCCESS)
}
let (omniglot, output) =
  (CommandLine.arguments[1], CommandLine.arguments[2])
let background = try Omniglot.load(
  [.background], in: URL(filePath: omniglot))
// Three of the thirty alphabets set the thresholds.
let (training, heldOut) = try background.splitting(
  holdingOut: ["Anglo-Saxon_Futhorc", "Gujarati", "Korean"])

let recipe = Recipe.handwriting
let trained = try OneShotClassifier.trained(
  on: training, heldOut: heldOut, recipe: recipe,
  preprocessing: recipe.preprocessing,
  checkpoints: CheckpointFolder(
    URL(filePath: output + ".training")))
print(trained)
try trained.classifier.save(to: URL(filePath: output), as: .float16)
