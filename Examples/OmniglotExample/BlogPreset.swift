import OneShot

/// The blog post's network and optimizer on full images.
struct BlogPreset: Preset {
  let imageSize = 105
  let iterations = 300
  let batchSize = 32
  let stepsPerEpoch = 50
  private let optimizer: OptimizerChoice
  private let distorts: Bool
  private let pairs: PairChoice

  init(_ variation: Variation) {
    optimizer = variation.optimizer ?? .sgd
    distorts = variation.distortions ?? false
    pairs = variation.pairs ?? .drawn
  }

  var settings: [String: String] {
    [
      "network": "105×105, Koch et al. 2015", "head": "sigmoid of a weighted L1 distance",
      "loss": pairs == .all
        ? LossChoice.verification.description
        : "binary cross-entropy over pairs, half of them of one class",
      "optimizer": optimizer == .adam
        ? "Adam 6e-5" : "SGD 0.009, Nesterov momentum 0.6, decay 3e-4",
      "distortions": distorts ? "Koch et al. 2015" : "none",
    ]
  }

  func makeNetwork(seed: UInt64) throws -> Siamese<Sequential> {
    let leg = Sequential {
      Conv2D(64, kernel: 10, activation: .relu)
      MaxPool2D()
      Conv2D(128, kernel: 7, activation: .relu)
      MaxPool2D()
      Conv2D(128, kernel: 4, activation: .relu)
      MaxPool2D()
      Conv2D(256, kernel: 4, activation: .relu)
      Flatten()
      Dense(4096, activation: .sigmoid)
    }
    return try Siamese(
      leg, input: [imageSize, imageSize, 1], head: Dense(1, activation: .sigmoid), seed: seed)
  }

  func makeOptimizer(iterations: Int) -> any Optimizer {
    switch optimizer {
    case .sgd: SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)
    case .adam: Adam(learningRate: 6e-5)
    }
  }

  func makeBatches(_ dataset: ImageDataset, size: Int, seed: UInt64) throws -> Batches {
    let distortion = ImageDistortion(affine: distorts ? AffineAugmentation() : nil)
    if pairs == .all {
      // As many images as the sides of the pairs have together.
      let source = try AllPairsSource(
        dataset, size: 2 * size, side: imageSize, distortion: distortion, loss: .verification)
      return Batches(itemsPerStep: source.pairs, seed: seed) { _, random in
        source.batch(using: &random)
      }
    }
    let sampler = try PairSampler(dataset)
    return Batches(itemsPerStep: size, seed: seed) { _, random in
      let batch = sampler.batch(size, using: &random)
      func images(_ indices: [Int]) -> Tensor {
        dataset.images(
          at: indices, height: imageSize, width: imageSize, distortion: distortion, using: &random)
      }
      return .pairs(
        left: images(batch.left), right: images(batch.right), targets: batch.targets)
    }
  }
}
