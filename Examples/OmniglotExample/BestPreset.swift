import OneShot

/// `quick` with more of everything that helped on held-out alphabets: larger images, a deeper leg, eight
/// symmetries of each character as classes, two alphabets a batch, bends and other pens.
struct BestPreset: Preset {
  let imageSize = 42
  let iterations = 8000
  let batchSize = 160
  let stepsPerEpoch = 250
  let views = 8
  private let loss: LossChoice

  init(_ variation: Variation) { loss = variation.loss ?? .contrastive }

  var settings: [String: String] {
    [
      "network":
        "42×42, softened by 3×3; 3×3 convolutions of 16, 64, 64, 128 and 128 filters with batch norm",
      "head": "sigmoid of a line in the mean squared difference of the embeddings",
      "loss": loss.description,
      "optimizer": "Adam, learning rate to \(loss.rate) and down to a 200th of that",
      "classes": "upright characters and all eight symmetries of them, in turn",
      "views": "8: embeddings are averaged over small distortions",
    ]
  }

  func prepared(_ dataset: ImageDataset) -> ImageDataset { dataset.softened(radius: 1) }

  func makeNetwork(seed: UInt64) throws -> Siamese<Sequential> {
    let leg = Sequential {
      for (filters, pools) in [(16, true), (64, true), (64, false), (128, true), (128, true)] {
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

  /// Upright characters and those turned and mirrored, in turn.
  func makeBatches(_ dataset: ImageDataset, size: Int, seed: UInt64) throws -> Batches {
    let distortion = ImageDistortion(
      affine: AffineAugmentation(
        shear: -0.15...0.15, scale: 0.82...1.22, shift: -0.05...0.05, probability: 1),
      elastic: ElasticAugmentation(), strokes: StrokeAugmentation())
    func source(_ dataset: ImageDataset) throws -> AllPairsSource {
      try AllPairsSource(
        dataset, size: size, alphabets: 2, side: imageSize, distortion: distortion, loss: loss)
    }
    let (upright, turned) = (try source(dataset), try source(dataset.symmetriesAsClasses()))
    return Batches(itemsPerStep: upright.pairs, seed: seed) { step, random in
      (step.isMultiple(of: 2) ? upright : turned).batch(using: &random)
    }
  }
}
