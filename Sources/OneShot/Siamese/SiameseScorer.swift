import Basics
import Datasets
import Kernels
import Layers
import Tensor

/// A Siamese network as a method of one-shot classification: each image is embedded once, and pairs
/// are scored by the head before its activation, so that sure verdicts do not tie at 1.
///
/// ```swift
/// evaluate(SiameseScorer(siamese), on: runs)
/// ```
public struct SiameseScorer<Leg: Layer>: OneShotScorer {
  /// The network.
  public let siamese: Siamese<Leg>
  /// How often each image is embedded: as it is, and distorted for each further view.
  public let views: Int
  /// How further views are distorted.
  public let augmentation: AffineAugmentation
  /// `siamese`.
  public let name = "siamese"

  /// Scores with the given network.
  ///
  /// - Parameters:
  ///   - siamese: The network.
  ///   - views: How often each image is embedded; the mean of more than one embedding is steadier.
  ///     Default 1: the image as it is.
  ///   - augmentation: How further views are distorted; default a little less than in training.
  public init(
    _ siamese: Siamese<Leg>, views: Int = 1, augmentation: AffineAugmentation = .gentle
  ) {
    require(views > 0, "SiameseScorer: expected at least one view, got \(views)")
    self.siamese = siamese
    self.views = views
    self.augmentation = augmentation
  }

  /// The embedding of each image, the mean over its views.
  public func represent(_ images: Tensor) -> [Tensor] {
    var random = SeededGenerator(seed: 0)
    var sum = siamese.embed(images)
    for _ in 1..<views { sum += siamese.embed(augmentation(images, using: &random)) }
    let embeddings = sum / Float(views)
    return (0..<images.shape[0]).map { embeddings[$0] }
  }

  /// The head's verdict on each pair, as logits.
  public func scores(of queries: [Tensor], against supports: [Tensor]) -> Tensor {
    siamese.logits(embeddings: .stacked(queries), with: .stacked(supports))
  }
}
