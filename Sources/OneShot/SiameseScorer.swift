import Layers
import Tensor

/// A Siamese network as a method of one-shot classification: each image is embedded once, and pairs
/// are scored by the head before its activation, so that sure verdicts do not tie at 1.
public struct SiameseScorer<Leg: Layer>: OneShotScorer {
  /// The network.
  public let siamese: Siamese<Leg>
  /// `siamese`.
  public let name = "siamese"

  /// Scores with the given network.
  public init(_ siamese: Siamese<Leg>) { self.siamese = siamese }

  /// The embedding of each image.
  public func represent(_ images: Tensor) -> [Tensor] {
    let embeddings = siamese.embed(images)
    return (0..<images.shape[0]).map { embeddings[$0] }
  }

  /// The head's verdict on each pair, as logits.
  public func scores(of queries: [Tensor], against supports: [Tensor]) -> Tensor {
    siamese.logits(embeddings: .stacked(queries), with: .stacked(supports))
  }
}
