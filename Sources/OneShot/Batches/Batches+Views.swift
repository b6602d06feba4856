import Datasets
import Tensor

extension Batches where Batch == LabeledImages {
  /// Batches of distorted views of single images, each image a class of its own: what a leg learns from
  /// before anything is labeled, or without any labels at all.
  ///
  /// The labels of a batch are the numbers of its images, from 0, and not those of the dataset's classes,
  /// which take no part. All losses of a batch of classes fit; SimCLR's is
  /// ``/Layers/ntXentLoss(_:labels:temperature:)``.
  ///
  /// ```swift
  /// let batches = try Batches.views(
  ///   of: pictures, images: 64,
  ///   distortion: ImageDistortion(affine: .handwriting), seed: 1)
  /// try train(
  ///   &leg, with: &optimizer, on: batches, steps: 1000
  /// ) { leg, batch in
  ///   ntXentLoss(leg(batch.images), labels: batch.labels)
  /// }
  /// ```
  ///
  /// Chen, Kornblith, Norouzi and Hinton, "A simple framework for contrastive learning of visual
  /// representations", 2020, algorithm 1. There the loss sees what two dense layers behind the leg make of
  /// its embeddings, and these layers are thrown away after the training.
  ///
  /// - Parameters:
  ///   - dataset: The images; their classes do not matter.
  ///   - images: The number of different images of a batch, at least 2.
  ///   - views: How often each of them is distorted, at least 2; default 2.
  ///   - size: The height and width that images are brought to; default nil: the dataset's.
  ///   - distortion: What makes a view. What it does not change, a leg may recognize an image by.
  ///   - seed: Determines, with the number of a batch, what is in it.
  /// - Throws: ``SamplingError`` if a number is too small or the dataset has too few images.
  public static func views(
    of dataset: ImageDataset, images: Int, views: Int = 2, size: Int? = nil,
    distortion: ImageDistortion, seed: UInt64
  ) throws(SamplingError) -> Batches {
    try SamplingError.check(("images", images, 2), ("views", views, 2))
    guard dataset.count >= images else {
      throw .tooSmall(size: "the images of \(dataset.name)", found: dataset.count, minimum: images)
    }
    return Batches(seed: seed, itemsPerBatch: images * views) { _, random in
      let chosen = Array(0..<dataset.count).sample(images, using: &random)
      let places = (0..<views).flatMap { _ in chosen }
      let pictures = try dataset.reading(
        at: places, height: size, width: size, distortion: distortion, using: &random)
      return LabeledImages(images: pictures, labels: places.indices.map { $0 % images })
    }
  }
}
