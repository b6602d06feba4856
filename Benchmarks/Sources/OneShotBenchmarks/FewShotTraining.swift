import OneShot

/// What few-shot papers train and embed, at 84×84 pixels in color.
extension Job {
  /// A training step of ResNet-12 as a classifier of 64 classes, as it is trained before few-shot tasks.
  static func resNet12(images count: Int) throws -> Job {
    var random = SeededGenerator(seed: 1)
    var network = try Networks.resNet12Classifier()
    var optimizer = Networks.resNet12Optimizer()
    let images = Tensor.uniform([count, 84, 84, 3], using: &random)
    let labels = (0..<count).map { $0 % 64 }
    return Job(items: count, unit: "images") {
      try OneShot.train(&network, with: &optimizer, steps: 1) { _ in
        images
      } loss: { network, images in
        softmaxCrossEntropy(network(images), labels: labels)
      }
    }
  }

  /// A training step of a prototypical network on an episode of 5 ways, 1 shot and as many queries of each
  /// class as the batch has.
  static func conv4(images count: Int) throws -> Job {
    var random = SeededGenerator(seed: 1)
    var network = try PrototypicalNetwork(Networks.conv4(), input: [84, 84, 3])
    var optimizer = Adam(learningRate: 1e-3)
    let images = Tensor.uniform([count, 84, 84, 3], using: &random)
    let episode = Episode(images, ways: 5, shots: 1, answers: (0..<count - 5).map { $0 % 5 })
    return Job(items: count, unit: "images") {
      try OneShot.train(&network, with: &optimizer, steps: 1) { _ in
        episode
      } loss: { network, episode in
        episodeLoss(network, episode)
      }
    }
  }

  /// The embeddings of random pictures in color.
  static func embed(_ leg: Sequential, images count: Int, size: Int) throws -> Job {
    var random = SeededGenerator(seed: 1)
    var leg = leg
    _ = try leg.build(for: [size, size, 3], using: &random)
    let images = Tensor.uniform([count, size, size, 3], using: &random)
    let network = leg
    return Job(items: count, unit: "images") { _ = network(images) }
  }
}
