import OneShot

/// One step's images and how the network is judged on them.
enum Batch: Sendable {
  /// All pairs of one batch of images with their classes.
  case allPairs(images: Tensor, labels: [Int])
  /// Pairs side by side, and 1 for each pair of one class.
  case pairs(left: Tensor, right: Tensor, targets: Tensor)

  /// The loss of a network on the batch.
  func loss(_ network: Siamese<Sequential>) -> Tensor {
    switch self {
    case .allPairs(let images, let labels):
      let embeddings = network.embed(images)
      // The first loss teaches the leg to tell characters apart, at a temperature of 0.1; the second
      // makes the head's verdict a probability and leaves the leg alone.
      let likeness = network.distance.allPairs(embeddings, embeddings, weights: Tensor([-5]))
      let still = embeddings.detached
      return supervisedContrastiveLoss(likeness, labels: labels)
        + allPairsBinaryCrossEntropy(
          network.logits(embeddings: still, with: still), labels: labels)
    case .pairs(let left, let right, let targets):
      return binaryCrossEntropy(network(left, right), targets)
    }
  }
}

/// Batches made ahead of the training step.
struct Batches {
  /// The pairs that a step learns from.
  let pairsPerBatch: Int
  fileprivate let ahead: Prefetcher<Batch>

  func next() throws -> Batch {
    guard let batch = try ahead.next() else { fatalError("Batches: they never end") }
    return batch
  }
}

extension Preset {
  /// Draws, distorts and scales the images of each step on a task of its own.
  func makeBatches(_ dataset: ImageDataset, size: Int, seed: UInt64) throws -> Batches {
    @Sendable func generator(_ step: Int) -> SeededGenerator {
      var seeds = SeededGenerator(seed: seed &+ UInt64(step))
      return seeds.split()
    }
    switch self {
    case .quick:
      let upright = try AllPairsSource(dataset, size: size, side: imageSize)
      let turned = try AllPairsSource(
        dataset.rotationsAsClasses(), size: size, side: imageSize)
      return Batches(
        pairsPerBatch: upright.pairs,
        ahead: Prefetcher { step in
          var random = generator(step)
          return (step.isMultiple(of: 2) ? upright : turned).batch(using: &random)
        })
    case .blog:
      let sampler = try PairSampler(dataset)
      return Batches(
        pairsPerBatch: size,
        ahead: Prefetcher { step in
          var random = generator(step)
          let batch = sampler.batch(size, using: &random)
          return .pairs(
            left: dataset.images(at: batch.left), right: dataset.images(at: batch.right),
            targets: batch.targets)
        })
    }
  }
}

/// Distorted images of a few drawers of each of many characters of one alphabet: characters of one
/// alphabet are hard to tell apart, and so are the tasks.
private struct AllPairsSource {
  private static let drawers = 4
  let dataset: ImageDataset
  let sampler: ClassBatchSampler
  let side: Int

  /// Batches of `size` images, or of fewer where an alphabet has too few characters.
  init(_ dataset: ImageDataset, size: Int, side: Int) throws {
    let smallest =
      dataset.groups.indices.map { group in
        dataset.classes.count { $0.group == group }
      }.min() ?? 0
    sampler = try ClassBatchSampler(
      dataset, classes: min(size / Self.drawers, smallest), images: Self.drawers, alphabets: 1)
    self.dataset = dataset
    self.side = side
  }

  /// The pairs of a batch.
  var pairs: Int {
    let images = sampler.classes * Self.drawers
    return images * (images - 1) / 2
  }

  func batch(using random: inout SeededGenerator) -> Batch {
    let augmentation = AffineAugmentation(
      shear: -0.15...0.15, scale: 0.82...1.22, shift: -0.05...0.05, probability: 1)
    let batch = sampler.batch(using: &random)
    let images = dataset.images(
      at: batch.images, height: side, width: side, augmentation: augmentation, using: &random)
    return .allPairs(images: images, labels: batch.labels)
  }
}
