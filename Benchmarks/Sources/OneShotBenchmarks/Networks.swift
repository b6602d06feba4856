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

  /// Random images for a network.
  static func images(
    _ count: Int, for network: Siamese<Sequential>, using random: inout SeededGenerator
  ) -> Tensor {
    .uniform(network.input.prepending(count), using: &random)
  }
}
