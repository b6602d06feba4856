import Autograd
import Datasets
import Layers
import Tensor
import Training

extension OneShotClassifier {
  /// The mean embeddings of the views of images that come from outside, which are checked first: at least
  /// one, `[n] + input` to `[n, embeddingSize]`.
  func embed(_ images: Tensor) throws(ClassifierError) -> Tensor {
    guard images.rank > 0, images.shape.droppingFirst == siamese.input else {
      let sizes = siamese.input.dimensions.map { ", \($0)" }.joined()
      throw .wrongShape(found: images.shape, expected: "[n\(sizes)]")
    }
    guard images.shape[0] > 0 else { throw .noImages }
    try requireFinite(images, .pixels)
    // So many images at a time bound the memory that embedding takes.
    let embeddings = inBatches(of: 64, images.shape[0]) {
      scorer.checkedEmbeddings(of: images[$0])
    }
    try requireFinite(embeddings, .embedding)
    return embeddings
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

/// Throws unless all scalars are finite, naming the element of the batch with the first that is not.
func requireFinite(
  _ batch: Tensor, _ quantity: ClassifierError.Quantity
) throws(ClassifierError) {
  if let position = batch.firstNotFinite {
    throw .notFinite(quantity, image: position / max(1, batch.shape.droppingFirst.count))
  }
}
