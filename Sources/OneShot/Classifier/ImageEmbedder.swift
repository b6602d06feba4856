import Autograd
import Datasets
import Kernels
import Tensor

/// Embeds images that come from outside: checks them first, and then takes the mean over the views.
struct ImageEmbedder<Leg: Layer>: Sendable {
  let siamese: Siamese<Leg>
  /// How often each image is embedded: as it is, and distorted for each further view.
  let views: Int
  let augmentation: AffineAugmentation

  /// So many images at a time bound the memory that embedding takes.
  private static var largestBatch: Int { 64 }

  /// The embeddings of at least one image: `[n] + input` to `[n, embeddingSize]`.
  func callAsFunction(_ images: Tensor) throws(ClassifierError) -> Tensor {
    try check(images)
    var parts: [Tensor] = []
    let count = images.shape[0]
    for start in stride(from: 0, to: count, by: Self.largestBatch) {
      parts.append(mean(overViewsOf: images[start..<min(start + Self.largestBatch, count)]))
    }
    let embeddings = parts.count == 1 ? parts[0] : .concatenated(parts)
    try requireFinite(embeddings, .embedding)
    return embeddings
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

  private func check(_ images: Tensor) throws(ClassifierError) {
    guard images.rank > 0, images.shape.droppingFirst == siamese.input else {
      let sizes = siamese.input.dimensions.map { ", \($0)" }.joined()
      throw .wrongShape(found: images.shape, expected: "[n\(sizes)]")
    }
    guard images.shape[0] > 0 else { throw .noImages }
    try requireFinite(images, .pixels)
  }

  /// The distortions are the same for every image, so that an embedding does not depend on the images
  /// beside it.
  private func mean(overViewsOf images: Tensor) -> Tensor {
    var sum = siamese.embed(images)
    let count = images.shape[0]
    var randoms = [SeededGenerator](repeating: SeededGenerator(seed: 0), count: count)
    for _ in 1..<views {
      let distorted = (0..<count).map { augmentation(images[$0..<$0 + 1], using: &randoms[$0]) }
      sum += siamese.embed(.concatenated(distorted))
    }
    return (views == 1 ? sum : sum / Float(views)).detached
  }
}

/// Throws unless all scalars are finite, naming the element of the batch with the first that is not.
func requireFinite(
  _ batch: Tensor, _ quantity: ClassifierError.Quantity
) throws(ClassifierError) {
  let position = batch.withUnsafeScalars { scalars in
    scalars.baseAddress.flatMap { firstNotFinite($0, count: scalars.count) }
  }
  if let position {
    throw .notFinite(quantity, image: position / max(1, batch.shape.droppingFirst.count))
  }
}
