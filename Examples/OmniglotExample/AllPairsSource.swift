import OneShot

/// Distorted images of a few drawers of each of many characters of one alphabet: characters of one
/// alphabet are hard to tell apart, and so are the tasks.
struct AllPairsSource {
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
