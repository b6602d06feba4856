import OneShot

/// A network of 3×3 convolutions on small images, trained on all pairs of a batch: `quick` and `best`.
struct ThumbnailPreset: Preset {
  let imageSize: Int
  let iterations: Int
  let batchSize: Int
  let stepsPerEpoch: Int
  let views: Int
  /// Pixels are softened by the square of those within so many of them, at full size.
  private let softening: Int
  /// The filters of each convolution, and whether a pooling follows.
  private let blocks: [(filters: Int, pools: Bool)]
  /// The alphabets of a batch.
  private let alphabets: Int
  /// Whether mirrored characters are classes of their own, as turned ones are.
  private let reflects: Bool
  private let distortion: ImageDistortion
  private let loss: LossChoice

  private static let affine = AffineAugmentation(
    shear: -0.15...0.15, scale: 0.82...1.22, shift: -0.05...0.05, probability: 1)

  /// Made for two CPU cores and under three minutes in all.
  static func quick(_ variation: Variation) -> ThumbnailPreset {
    ThumbnailPreset(
      imageSize: 28, iterations: 1000, batchSize: 80, stepsPerEpoch: 100, views: 4, softening: 2,
      blocks: [(16, true), (64, true), (64, false), (128, true)], alphabets: 1, reflects: false,
      distortion: ImageDistortion(affine: affine), loss: variation.loss ?? .contrastive)
  }

  /// `quick` with more of everything that helped on held-out alphabets.
  static func best(_ variation: Variation) -> ThumbnailPreset {
    ThumbnailPreset(
      imageSize: 42, iterations: 8000, batchSize: 160, stepsPerEpoch: 250, views: 8, softening: 1,
      blocks: [(16, true), (64, true), (64, false), (128, true), (128, true)], alphabets: 2,
      reflects: true,
      distortion: ImageDistortion(
        affine: affine, elastic: ElasticAugmentation(), strokes: StrokeAugmentation()),
      loss: variation.loss ?? .contrastive)
  }

  var settings: [String: String] {
    let filters = blocks.map { "\($0.filters)" }.joined(separator: ", ")
    let square = 2 * softening + 1
    return [
      "network": "\(imageSize)×\(imageSize), softened by \(square)×\(square); 3×3 convolutions of "
        + "\(filters) filters with batch norm",
      "head": "sigmoid of a line in the mean squared difference of the embeddings",
      "loss": loss.description,
      "optimizer": "Adam, learning rate to \(loss.rate) and down to a 200th of that",
      "classes": "upright and \(reflects ? "turned and mirrored" : "turned") characters in turn",
      "views": "\(views): embeddings are averaged over small distortions",
    ]
  }

  func prepared(_ dataset: ImageDataset) -> ImageDataset { dataset.softened(radius: softening) }

  func makeNetwork(seed: UInt64) throws -> Siamese<Sequential> {
    // The embedding is the last block's output.
    let leg = Sequential {
      for block in blocks {
        Conv2D(
          block.filters, kernel: 3, padding: .same, usesBias: false, weightInitializer: .heNormal)
        BatchNorm(momentum: 0.9, epsilon: 1e-5)
        Activation.relu
        if block.pools { MaxPool2D() }
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

  /// Upright characters, and those turned or mirrored, in turn.
  func makeBatches(_ dataset: ImageDataset, size: Int, seed: UInt64) throws -> Batches {
    func source(_ dataset: ImageDataset) throws -> AllPairsSource {
      try AllPairsSource(
        dataset, size: size, alphabets: alphabets, side: imageSize, distortion: distortion,
        loss: loss)
    }
    let upright = try source(dataset)
    let turned = try source(dataset.symmetriesAsClasses(reflections: reflects))
    return Batches(itemsPerStep: upright.pairs, seed: seed) { step, random in
      (step.isMultiple(of: 2) ? upright : turned).batch(using: &random)
    }
  }
}
