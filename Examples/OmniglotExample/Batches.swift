import OneShot

/// One step's images and how the network is judged on them.
enum Batch: Sendable {
  /// All pairs of one batch of images with their classes.
  case allPairs(images: Tensor, labels: [Int], LossChoice)
  /// Pairs side by side, and 1 for each pair of one class.
  case pairs(left: Tensor, right: Tensor, targets: Tensor)

  /// The loss of a network on the batch.
  func loss(_ network: Siamese<some Layer>) -> Tensor {
    switch self {
    case .allPairs(let images, let labels, .contrastive):
      // The first loss teaches the leg to tell characters apart, at a temperature of 0.1; the second
      // makes the head's verdict a probability and leaves the leg alone.
      let embeddings = network.embed(images)
      let likeness = network.distance.allPairs(embeddings, embeddings, weights: Tensor([-5]))
      let still = embeddings.detached
      return supervisedContrastiveLoss(likeness, labels: labels)
        + allPairsBinaryCrossEntropy(
          network.logits(embeddings: still, with: still), labels: labels)
    case .allPairs(let images, let labels, .verification):
      let embeddings = network.embed(images)
      return allPairsBinaryCrossEntropy(
        network.logits(embeddings: embeddings, with: embeddings), labels: labels,
        hardness: PairHardness(same: 1, different: 2))
    case .pairs(let left, let right, let targets):
      return binaryCrossEntropy(network(left, right), targets)
    }
  }
}

/// Batches made ahead of the training step; each depends on its number and the seed alone.
struct Batches {
  /// The pairs that a step learns from.
  let itemsPerStep: Int
  private let ahead: Prefetcher<Batch>

  init(
    itemsPerStep: Int, seed: UInt64,
    make: @escaping @Sendable (Int, inout SeededGenerator) throws -> Batch
  ) {
    self.itemsPerStep = itemsPerStep
    ahead = Prefetcher { step in
      var random = SeededGenerator(seed: seed, "batches", step)
      return try make(step, &random)
    }
  }

  /// The batch of a step, counted from 0.
  func batch(at step: Int) throws -> Batch {
    guard let batch = try ahead.batch(at: step) else { fatalError("Batches: they never end") }
    return batch
  }
}
