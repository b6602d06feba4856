import Foundation
import KerasFiles
import OneShot

extension Target {
  /// Weights of Keras in HDF5.
  static let h5 = Target(
    name: "h5", longest: 1 << 16, words: ["\u{89}HDF\r\n\u{1a}\n", "TREE", "HEAP", "SNOD", "vars"],
    seeds: { seeds in
      try seeds.add(folder: "HDF5", endings: ["h5"])
      for var network in smallNetworks {
        try network.build(for: [6, 6, 2])
        let file = seeds.next("weights.h5")
        try network.saveKerasWeights(to: file)
      }
    },
    test: { input in try readAgain(KerasFile(contentsOf: input.file(ending: "h5"))) })

  /// Its archives.
  static let keras = Target(
    name: "keras", longest: 1 << 16,
    words: ["PK\u{3}\u{4}", "config.json", "metadata.json", "model.weights.h5", "class_name"],
    seeds: { seeds in
      try seeds.add(folder: "KerasWeights", endings: ["keras"])
    },
    test: { input in
      try readAgain(
        KerasFile(contentsOf: Zip.mended(input).file(ending: "keras"), limit: 1 << 26))
    })

  private static func readAgain(_ file: KerasFile) throws {
    for layer in file.layers {
      for name in layer.tensors { expect(file.weights[name] != nil, "a tensor \(name)") }
    }
  }
}
