import DatasetFiles
import Foundation
import OneShot

extension Job {
  /// A training step of `Recipe.photographs` at 84×84 on a batch of packed pictures, which are made
  /// first if the file is not there.
  ///
  /// - Parameters:
  ///   - file: The packed pictures.
  ///   - place: Where they are during the training.
  static func train(onPacked file: URL, from place: PackedPlace) throws -> Job {
    if !FileManager.default.fileExists(atPath: file.path) {
      try PackedImages.write(.smooth(count: 50_000, size: 84), to: file)
    }
    let dataset =
      switch place {
      case .disk: try PackedImages.open(file)
      case .memory: try PackedImages.open(file).loaded()
      case .nowhere: try ImageDataset.smooth(count: 2000, size: 84).loaded()
      }
    var recipe = Recipe.photographs
    recipe.imageSize = 84
    let batches = try recipe.batches(dataset, seed: 1)
    var siamese = try recipe.network(seed: 1)
    var optimizer = recipe.optimizer()
    var number = 0
    return Job(items: batches.itemsPerBatch, unit: "images") {
      defer { number += 1 }
      try OneShot.train(&siamese, with: &optimizer, steps: 1) { _ in
        try batches.batch(at: number)
      } loss: { siamese, batch in
        recipe.loss(siamese, batch)
      }
    }
  }
}

/// Where packed pictures are during a training.
enum PackedPlace {
  case disk
  case memory
  /// Only a few are used, in memory, which shows what the training itself takes.
  case nowhere
}
