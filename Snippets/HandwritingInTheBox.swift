// The network in the box: recognize before you train.
//
//   swift run HandwritingInTheBox
//   swift run HandwritingInTheBox omniglot mnist  (measures it, too)

import DatasetFiles
import Foundation
import OneShot
import Pretrained

let classifier = try OneShotClassifier.handwriting()

// Two hands' drawings of eight invented characters.
let recipe = Recipe.handwriting
let glyphs = recipe.images(
  of: Glyphs(alphabets: 1, characters: 8, drawers: 2).dataset())
let drawings = glyphs.classes.map { character in
  character.images.map { glyphs.images(at: [$0]) }
}

// One example of each of the first five.
for (number, hands) in drawings[..<5].enumerated() {
  try classifier.enroll("character \(number)", hands[0])
}
// The other hand's number 3, and one that is not enrolled.
print(try classifier.predict(drawings[3][1]).label ?? "never seen")
print(try classifier.predict(drawings[7][1]).label ?? "never seen")

/// Measures the network where the folders of the data are given.
func measure(omniglot: URL, mnist: URL) throws {
  let suite = TaskSuite([
    (.official, try Omniglot.officialRuns(in: omniglot)),
    (
      EvaluationProtocol(rawValue: "mnist"),
      try MNIST.oneShotTest(in: mnist)
    ),
  ])
  let seen = suite.onImages { _, images in recipe.images(of: images) }
  for row in seen.rows(for: classifier.scorer) { print(row) }
}

let folders = CommandLine.arguments.dropFirst().map { URL(filePath: $0) }
if folders.count == 2 {
  try measure(omniglot: folders[0], mnist: folders[1])
}
