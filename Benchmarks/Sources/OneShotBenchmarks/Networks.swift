import OneShot

/// The networks that are measured, as in the examples.
enum Networks {
  /// The blog post's network on 105×105 images: 38,951,745 parameters.
  static func blog() throws -> Siamese<Sequential> {
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
    return try Siamese(leg, input: [105, 105, 1])
  }

  /// The blog post's optimizer.
  static func blogOptimizer() -> SGD {
    SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)
  }

  /// The network of OmniglotExample's preset `quick` on 28×28 images.
  static func quick() throws -> Siamese<Sequential> {
    let leg = Sequential {
      for (filters, pools) in [(16, true), (64, true), (64, false), (128, true)] {
        Conv2D(filters, kernel: 3, padding: .same, usesBias: false, weightInitializer: .heNormal)
        BatchNorm(momentum: 0.9, epsilon: 1e-5)
        Activation.relu
        if pools { MaxPool2D() }
      }
      Flatten()
    }
    return try Siamese(
      leg, input: [28, 28, 1], distance: .meanSquared,
      head: Dense(1, activation: .sigmoid, weightInitializer: .constant(-5)))
  }

  /// Random images for a network.
  static func images(
    _ count: Int, for network: Siamese<Sequential>, using random: inout SeededGenerator
  ) -> Tensor {
    .uniform(Shape([count] + network.input.dimensions), using: &random)
  }
}
