import OneShot

/// The blog post's network and optimiser on full images.
struct BlogPreset: Preset {
  let imageSize = 105
  let iterations = 300
  let batchSize = 32
  let stepsPerEpoch = 50

  var settings: [String: String] {
    [
      "network": "105×105, Koch et al. 2015", "head": "sigmoid of a weighted L1 distance",
      "loss": "binary cross-entropy over pairs, half of them of one class",
      "optimizer": "SGD 0.009, Nesterov momentum 0.6, decay 3e-4",
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
    SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)
  }

  func makeBatches(_ dataset: ImageDataset, size: Int, seed: UInt64) throws -> Batches {
    let sampler = try PairSampler(dataset)
    return Batches(itemsPerStep: size, seed: seed) { _, random in
      let batch = sampler.batch(size, using: &random)
      return .pairs(
        left: dataset.images(at: batch.left), right: dataset.images(at: batch.right),
        targets: batch.targets)
    }
  }
}
