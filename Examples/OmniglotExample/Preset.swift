import ArgumentParser
import OneShot

/// A network, how it is trained, and on images of what size.
enum Preset: String, CaseIterable, ExpressibleByArgument {
  /// A small leg on small images, made for two CPU cores and under three minutes in all.
  case quick
  /// The blog post's network and optimiser on full images.
  case blog

  /// The height and width of the images that the network sees.
  var imageSize: Int {
    switch self {
    case .quick: 28
    case .blog: 105
    }
  }

  /// The images as the network is to see them, at their full size.
  func prepared(_ dataset: ImageDataset) -> ImageDataset {
    switch self {
    case .quick: dataset.softened(radius: 2)
    case .blog: dataset
    }
  }

  /// Training steps, unless asked otherwise.
  var iterations: Int {
    switch self {
    case .quick: 1000
    case .blog: 300
    }
  }

  /// Images (quick) or pairs (blog) of a step, unless asked otherwise.
  var batchSize: Int {
    switch self {
    case .quick: 80
    case .blog: 32
    }
  }

  /// How often an image is embedded when the network is judged.
  var views: Int {
    switch self {
    case .quick: 4
    case .blog: 1
    }
  }

  /// Steps between two looks at the validation alphabets.
  var validationInterval: Int {
    switch self {
    case .quick: 100
    case .blog: 50
    }
  }

  /// The untrained network.
  func makeNetwork(seed: UInt64) throws -> Siamese<Sequential> {
    let input: Shape = [imageSize, imageSize, 1]
    switch self {
    case .quick:
      return try Siamese(
        quickLeg, input: input, distance: .meanSquared,
        head: Dense(1, activation: .sigmoid, weightInitializer: .constant(-5)), seed: seed)
    case .blog:
      return try Siamese(
        blogLeg, input: input, head: Dense(1, activation: .sigmoid), seed: seed)
    }
  }

  /// Four blocks of convolution, batch norm and ReLU; the embedding is the last block's output.
  private var quickLeg: Sequential {
    Sequential {
      for (filters, pools) in [(16, true), (64, true), (64, false), (128, true)] {
        Conv2D(
          filters, kernel: 3, padding: .same, usesBias: false, weightInitializer: .heNormal)
        BatchNorm(momentum: 0.9, epsilon: 1e-5)
        Activation.relu
        if pools { MaxPool2D() }
      }
      Flatten()
    }
  }

  /// The leg of the blog post and of Koch et al. 2015, figure 4.
  private var blogLeg: Sequential {
    Sequential {
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
  }

  /// The optimiser for a run of so many steps.
  func makeOptimizer(iterations: Int) -> any Optimizer {
    switch self {
    case .quick:
      let rise = max(1, iterations * 15 / 100)
      let peak: Float = 6e-3
      return Adam(
        learningRate: .sequence(
          .linear(from: peak / 10, to: peak, over: rise, .iteration), for: rise,
          then: .cosine(from: peak, to: peak / 200, over: max(1, iterations - rise))))
    case .blog:
      return SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)
    }
  }

  /// What `results.json` says of the preset.
  var settings: [String: String] {
    switch self {
    case .quick:
      [
        "network":
          "28×28, softened by 5×5; 3×3 convolutions of 16, 64, 64 and 128 filters with batch norm",
        "head": "sigmoid of a line in the mean squared difference of the embeddings",
        "loss": "supervised contrastive and binary cross-entropy over all pairs of the batch",
        "optimizer": "Adam, learning rate to 6e-3 and down to 3e-5",
        "views": "4: embeddings are averaged over small distortions",
      ]
    case .blog:
      [
        "network": "105×105, Koch et al. 2015", "head": "sigmoid of a weighted L1 distance",
        "loss": "binary cross-entropy over pairs, half of them of one class",
        "optimizer": "SGD 0.009, Nesterov momentum 0.6, decay 3e-4",
      ]
    }
  }
}
