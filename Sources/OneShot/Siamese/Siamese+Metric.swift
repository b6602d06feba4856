import EmbeddingSearch
import Layers
import Tensor

extension Siamese {
  /// The metric whose scores are this network's logits, as its head is now: what ``logits(embeddings:with:)`` says of two
  /// embeddings before the head's activation.
  ///
  /// ```swift
  /// var index = FlatIndex(
  ///   dimensions: siamese.embeddingSize, metric: siamese.metric)
  /// ```
  ///
  /// The library's own distances are searched for fast; one of your own is computed by its closure.
  public var metric: EmbeddingMetric {
    let weights = head.weight.value.detached.scalars
    let bias = head.bias?.value.detached.item ?? 0
    let first = weights.first ?? 0
    switch distance.kind {
    case .l1:
      return .l1(weights: weights).scaled(by: -1, adding: bias)
    case .weightedSquaredL2:
      return .squaredL2(weights: weights).scaled(by: -1, adding: bias)
    case .squaredL2:
      return .squaredL2.scaled(by: -first, adding: bias)
    case .meanSquared:
      return .squaredL2.scaled(by: -first / Float(embeddingSize), adding: bias)
    case .l2:
      return .l2.scaled(by: -first, adding: bias)
    case .cosine:
      return .cosine.scaled(by: first, adding: bias)
    case nil:
      let (distance, weights) = (distance, Tensor(weights))
      return .custom("siamese \(distance.name)") { a, b in
        distance.allPairs(a, b, weights: weights) + Tensor(bias)
      }
    }
  }
}
