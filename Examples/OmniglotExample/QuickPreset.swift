import OneShot

/// A small leg on small images, made for two CPU cores and under three minutes in all.
struct QuickPreset: Preset {
  let imageSize = 28
  let iterations = 1000
  let batchSize = 80
  let stepsPerEpoch = 100
  let views = 4
  private let loss: LossChoice

  init(_ variation: Variation) { loss = variation.loss ?? .contrastive }

  var settings: [String: String] {
    [
      "network":
        "28×28, softened by 5×5; 3×3 convolutions of 16, 64, 64 and 128 filters with batch norm",
      "head": "sigmoid of a line in the mean squared difference of the embeddings",
      "loss": loss.description,
      "optimizer": "Adam, learning rate to \(loss.rate) and down to a 200th of that",
      "views": "4: embeddings are averaged over small distortions",
    ]
  }

  func prepared(_ dataset: ImageDataset) -> ImageDataset { dataset.softened(radius: 2) }

  func makeNetwork(seed: UInt64) throws -> Siamese<Sequential> {
    // The embedding is the last block's output.
    let leg = Sequential {
      for (filters, pools) in [(16, true), (64, true), (64, false), (128, true)] {
        Conv2D(
          filters, kernel: 3, padding: .same, usesBias: false, weightInitializer: .heNormal)
        BatchNorm(momentum: 0.9, epsilon: 1e-5)
        Activation.relu
        if pools { MaxPool2D() }
      }
      Flatten()
    }
    return try Siamese(
      leg, input: [imageSize, imageSize, 1], distance: .meanSquared,
      head: Dense(1, activation: .sigmoid, weightInitializer: .constant(-5)), seed: seed)
  }

  func makeOptimizer(iterations: Int) -> any Optimizer {
    let rise = max(1, iterations * 15 / 100)
    let peak = loss.rate
    return Adam(
      learningRate: .sequence(
        .linear(from: peak / 10, to: peak, over: rise, .iteration), for: rise,
        then: .cosine(from: peak, to: peak / 200, over: max(1, iterations - rise))))
  }

  /// Upright and turned characters in turn.
  func makeBatches(_ dataset: ImageDataset, size: Int, seed: UInt64) throws -> Batches {
    let distortion = ImageDistortion(
      affine: AffineAugmentation(
        shear: -0.15...0.15, scale: 0.82...1.22, shift: -0.05...0.05, probability: 1))
    func source(_ dataset: ImageDataset) throws -> AllPairsSource {
      try AllPairsSource(dataset, size: size, side: imageSize, distortion: distortion, loss: loss)
    }
    let (upright, turned) = (try source(dataset), try source(dataset.rotationsAsClasses()))
    return Batches(itemsPerStep: upright.pairs, seed: seed) { step, random in
      (step.isMultiple(of: 2) ? upright : turned).batch(using: &random)
    }
  }
}
