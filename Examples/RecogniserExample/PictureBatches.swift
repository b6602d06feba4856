import OneShot

/// Batches of distorted pictures, made ahead of the steps; each depends on its number and the seed alone.
struct PictureBatches {
  /// One step's pictures and their classes.
  struct Batch: Sendable {
    let images: Tensor
    let labels: [Int]
  }

  /// The number of pictures of a batch.
  let size: Int
  private let ahead: Prefetcher<Batch>

  /// Batches of up to twenty classes, upright and turned in turn: turned pictures are classes of their
  /// own, so that a network learns more than those that it is shown.
  ///
  /// - Throws: `SamplingError` where there are fewer than two classes, or a class has one picture.
  init(_ dataset: ImageDataset, size side: Int, seed: UInt64) throws {
    let fewest = dataset.classes.map(\.images.count).min() ?? 0
    let images = min(4, max(2, fewest))
    let classes = min(20, max(2, dataset.classes.count))
    let (upright, turned) = (dataset, dataset.rotationsAsClasses())
    let samplers = try [upright, turned].map {
      try ClassBatchSampler($0, classes: classes, images: images)
    }
    // Pens of many widths, from hairlines to bold print.
    let distortion = ImageDistortion(
      affine: AffineAugmentation(
        shear: -0.15...0.15, scale: 0.82...1.22, shift: -0.05...0.05, probability: 1),
      elastic: ElasticAugmentation(), strokes: StrokeAugmentation(change: -0.01...0.04))
    size = classes * images
    ahead = Prefetcher { step in
      var random = SeededGenerator(seed: seed, "batches", step)
      let turn = step % 2
      let batch = samplers[turn].batch(using: &random)
      let pictures = (turn == 0 ? upright : turned).images(
        at: batch.images, height: side, width: side, distortion: distortion, using: &random)
      return Batch(images: pictures, labels: batch.labels)
    }
  }

  /// The batch of a step, counted from 0.
  func batch(at step: Int) throws -> Batch {
    guard let batch = try ahead.batch(at: step) else {
      fatalError("PictureBatches: they never end")
    }
    return batch
  }
}
