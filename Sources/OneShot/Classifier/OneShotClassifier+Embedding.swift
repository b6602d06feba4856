import Autograd
import Datasets
import Layers
import Tensor
import Training

extension OneShotClassifier {
  /// The mean embeddings of the views of images that come from outside, which are checked first: at least
  /// one, `[n] + input` to `[n, embeddingSize]`.
  func embed(_ images: Tensor) throws(ClassifierError) -> Tensor {
    try check(images)
    // So many images at a time bound the memory that embedding takes.
    let embeddings = inBatches(of: 64, images.shape[0]) {
      scorer.checkedEmbeddings(of: images[$0])
    }
    try requireFinite(embeddings, .embedding)
    return embeddings
  }

  /// The same of several batches, as many images at a time, whichever batch they are from.
  func embed(_ batches: [Tensor]) throws(ClassifierError) -> [Tensor] {
    if batches.count <= 1 {
      return try batches.map { batch throws(ClassifierError) in try embed(batch) }
    }
    var first = 0
    for batch in batches {
      try check(batch, first: first)
      first += batch.shape[0]
    }
    // Where each image is, batch and position.
    let places = batches.enumerated().flatMap { batch in
      (0..<batch.element.shape[0]).map { (batch: batch.offset, image: $0) }
    }
    let embeddings = inBatches(of: 64, places.count) { range in
      scorer.checkedEmbeddings(
        of: .concatenated(
          places[range].map { batches[$0.batch][$0.image..<$0.image + 1] }))
    }
    try requireFinite(embeddings, .embedding)
    var start = 0
    return batches.map { batch in
      defer { start += batch.shape[0] }
      return embeddings[start..<start + batch.shape[0]]
    }
  }

  /// Throws unless the images are at least one of the network's size, all pixels finite.
  private func check(_ images: Tensor, first: Int = 0) throws(ClassifierError) {
    guard images.rank > 0, images.shape.droppingFirst == siamese.input else {
      let sizes = siamese.input.dimensions.map { ", \($0)" }.joined()
      throw .wrongShape(found: images.shape, expected: "[n\(sizes)]")
    }
    guard images.shape[0] > 0 else { throw .noImages }
    try requireFinite(images, .pixels, first: first)
  }

  /// The mean embeddings of the views of a dataset's images, each embedded once.
  func embed(
    _ dataset: ImageDataset, at positions: [Int]
  ) throws(ClassifierError) -> Embeddings {
    guard dataset.imageShape == siamese.input else {
      throw .wrongShape(found: dataset.imageShape, expected: "\(siamese.input)")
    }
    if let preprocessing { try Self.requireValues(of: preprocessing, in: dataset) }
    let embeddings: Embeddings
    do {
      embeddings = try Embeddings(reading: dataset, at: positions) {
        scorer.checkedEmbeddings(of: $0)
      }
    } catch {
      throw .unreadable(dataset: dataset.name, reason: "\(error)")
    }
    try requireFinite(embeddings.values, .embedding)
    return embeddings
  }

  /// Throws if a network would see the dataset's images otherwise than those that are prepared later.
  static func requireValues(
    of preprocessing: ImagePreprocessing, in dataset: ImageDataset
  ) throws(ClassifierError) {
    guard dataset.format.values.looksLike(preprocessing.values) || dataset.count == 0 else {
      throw .otherValues(dataset: dataset.format, expected: preprocessing.format)
    }
  }

  /// One image, of shape `input` or `[1] + input`, as a batch.
  func single(_ image: Tensor) throws(ClassifierError) -> Tensor {
    if image.shape == siamese.input { return image.reshaped(to: image.shape.prepending(1)) }
    guard image.shape == siamese.input.prepending(1) else {
      throw .wrongShape(
        found: image.shape, expected: "\(siamese.input) or \(siamese.input.prepending(1))")
    }
    return image
  }
}

/// Throws unless all scalars are finite, naming the element of the batch with the first that is not, counted
/// from `first`.
func requireFinite(
  _ batch: Tensor, _ quantity: ClassifierError.Quantity, first: Int = 0
) throws(ClassifierError) {
  if let position = batch.firstNotFinite {
    throw .notFinite(quantity, image: first + position / max(1, batch.shape.droppingFirst.count))
  }
}
