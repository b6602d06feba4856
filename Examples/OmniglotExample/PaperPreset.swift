import OneShot

/// The network, initialization, optimizer and training pairs of Koch, Zemel and Salakhutdinov 2015.
///
/// The rates, momenta and penalties of the layers are our choice, within the ranges that the paper
/// searched; it does not print what it found. The rates follow the first gradients, which are large
/// beside the weights of the convolutions and tiny beside those of the dense layer.
struct PaperPreset: Preset {
  let imageSize = 105
  let iterations = 2000
  let batchSize = 128
  let stepsPerEpoch = 50
  let patience: Int? = 20
  /// The pairs of the training set before distortion: 30 000, 90 000 or 150 000 in the paper.
  private let pairs: Int
  /// How many distorted copies of each pair are added.
  private let copies: Int
  private let optimizer: OptimizerChoice

  init(_ variation: Variation) {
    pairs = variation.trainingPairs ?? 30_000
    copies = variation.distortions ?? true ? 8 : 0
    optimizer = variation.optimizer ?? .sgd
  }

  var settings: [String: String] {
    [
      "network": "105×105, Koch et al. 2015", "head": "sigmoid of a weighted L1 distance",
      "initialization": "convolutions N(0, 0.01), dense N(0, 0.2), biases N(0.5, 0.01)",
      "loss": "binary cross-entropy" + (optimizer == .adam ? "" : " with layer-wise L2"),
      "pairs": "\(pairs), alphabets alike, and \(copies) affine distortions of each",
      "optimizer": optimizer == .adam
        ? "Adam 6e-5" : "SGD, rate ×0.99 an epoch, momentum from 0.5 to each layer's own",
    ]
  }

  func makeNetwork(seed: UInt64) throws -> Siamese<Sequential> {
    let bias = Initializer.normal(mean: 0.5, standardDeviation: 0.01)
    func convolution(_ filters: Int, _ kernel: Int) -> Conv2D {
      Conv2D(
        filters, kernel: kernel, activation: .relu,
        weightInitializer: .normal(standardDeviation: 0.01), biasInitializer: bias)
    }
    func dense(_ units: Int) -> Dense {
      Dense(
        units, activation: .sigmoid, weightInitializer: .normal(standardDeviation: 0.2),
        biasInitializer: bias)
    }
    let leg = Sequential {
      convolution(64, 10)
      MaxPool2D()
      convolution(128, 7)
      MaxPool2D()
      convolution(128, 4)
      MaxPool2D()
      convolution(256, 4)
      Flatten()
      dense(4096)
    }
    return try Siamese(leg, input: [imageSize, imageSize, 1], head: dense(1), seed: seed)
  }

  func makeOptimizer(iterations: Int) -> any Optimizer {
    optimizer == .adam ? Adam(learningRate: 6e-5) : layerWise
  }

  private var layerWise: SGD {
    var optimizer = SGD(learningRate: .exponential(from: 0.01, factor: 0.99), momentum: 0.5)
    func settings(_ rate: Float, momentum: Float, l2: Float) -> LayerSettings {
      LayerSettings(
        learningRate: .exponential(from: rate, factor: 0.99),
        momentum: .linear(from: 0.5, to: momentum, over: 20), regularizer: .l2(l2))
    }
    for layer in [0, 2, 4, 6] {
      optimizer.options.layers["leg.\(layer)"] = settings(0.001, momentum: 0.9, l2: 2e-4)
    }
    optimizer.options.layers["leg.8"] = settings(0.1, momentum: 0.9, l2: 1e-4)
    optimizer.options.layers["head"] = settings(0.05, momentum: 0.9, l2: 1e-4)
    return optimizer
  }

  func makeBatches(_ dataset: ImageDataset, size: Int, seed: UInt64) throws -> Batches {
    let set = try PairSet(
      dataset, pairs: pairs, copies: copies, augmentation: AffineAugmentation(), seed: seed)
    return Batches(itemsPerStep: size, seed: seed) { step, _ in set.batch(size, at: step) }
  }
}
