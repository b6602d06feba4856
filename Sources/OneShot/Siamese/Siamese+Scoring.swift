import Autograd
import Layers
import Tensor

/// A Siamese network is a method of one-shot classification: each image is embedded once, and pairs
/// are scored by the head before its activation, so that sure verdicts do not tie at 1.
///
/// ```swift
/// print(Evaluation(of: siamese, on: tasks))
/// // Steadier, and four times slower:
/// print(Evaluation(of: Views(siamese, 4), on: tasks))
/// ```
extension Siamese: PairScorer {
  /// `siamese`.
  public var name: String { "siamese" }

  /// The head's verdict on each row of one matrix of embeddings with each row of another, as logits:
  /// `[m, n]`.
  public func scores(of a: Tensor, with b: Tensor) -> Tensor {
    requireComparable(a, b)
    return logits(embeddings: a, with: b)
  }

  /// The head's verdict on each row of one matrix of embeddings with the row at the same place of
  /// another, as logits: `[n]`.
  public func pairScores(of a: Tensor, _ b: Tensor) -> Tensor {
    requireAligned(a, b)
    return logits(a, b)
  }
}
