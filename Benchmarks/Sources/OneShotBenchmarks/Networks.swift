import OneShot

/// The networks that are measured, of the library's own legs.
extension Networks {
  /// The blog post's network on 105×105 images: 38,951,745 parameters.
  static func blog() throws -> Siamese<Sequential> {
    try Siamese(koch(), input: [105, 105, 1])
  }

  /// The blog post's optimizer.
  static func blogOptimizer() -> SGD {
    SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)
  }

  /// The network of OmniglotExample's preset `quick` on 28×28 images.
  static func quick() throws -> Siamese<Sequential> {
    try Siamese(small(), input: [28, 28, 1], distance: .meanSquared)
  }

  /// The optimizer of OmniglotExample's preset `quick`.
  static func quickOptimizer() -> Adam { Adam(learningRate: 6e-3) }

  /// ResNet-12 as a classifier of 64 classes of pictures of 84×84, which drops nothing.
  static func resNet12Classifier() throws -> Sequential {
    var random = SeededGenerator(seed: 1)
    var network = resNet12(dropRate: 0)
    network.layers.append(Dense(64))
    _ = try network.build(for: [84, 84, 3], using: &random)
    return network
  }

  /// The classifier's optimizer.
  static func resNet12Optimizer() -> SGD {
    SGD(learningRate: 0.05, momentum: 0.9, nesterov: true)
  }

  /// Random images for a network.
  static func images(
    _ count: Int, for network: Siamese<Sequential>, using random: inout SeededGenerator
  ) -> Tensor {
    .uniform(network.input.prepending(count), using: &random)
  }
}
