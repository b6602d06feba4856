import OneShot

/// Distorted images of a few drawers of each of many characters of one alphabet, or of a few: such
/// characters are hard to tell apart, and so are the tasks.
struct AllPairsSource {
  private static let drawers = 4
  private let dataset: ImageDataset
  private let sampler: ClassBatchSampler
  private let side: Int
  private let distortion: ImageDistortion
  private let loss: LossChoice

  /// Batches of `size` images, or of fewer where an alphabet has too few characters.
  init(
    _ dataset: ImageDataset, size: Int, alphabets: Int = 1, side: Int,
    distortion: ImageDistortion, loss: LossChoice
  ) throws {
    let smallest =
      dataset.groups.indices.map { group in
        dataset.classes.count { $0.group == group }
      }.min() ?? 0
    sampler = try ClassBatchSampler(
      dataset, classes: min(size / Self.drawers, smallest * alphabets), images: Self.drawers,
      alphabets: alphabets)
    self.dataset = dataset
    self.side = side
    self.distortion = distortion
    self.loss = loss
  }

  /// The pairs of a batch.
  var pairs: Int {
    let images = sampler.classes * Self.drawers
    return images * (images - 1) / 2
  }

  func batch(using random: inout SeededGenerator) -> Batch {
    let batch = sampler.batch(using: &random)
    let images = dataset.images(
      at: batch.images, height: side, width: side, distortion: distortion, using: &random)
    return .allPairs(images: images, labels: batch.labels, loss)
  }
}
