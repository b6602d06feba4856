import Autograd
import Layers
import Tensor

extension Distance {
  /// |aₖ − bₖ| for each k: with a `Dense(1)` head, the weighted L1 distance of Koch et al. 2015, whose head
  /// begins with Glorot's weights.
  public static let l1 = Distance(
    "l1", features: { $0 }, head: Dense(1, activation: .sigmoid),
    allPairs: { .pairwiseL1($0, $1, weights: $2) }
  ) { ($0 - $1).abs() }.known(as: .l1)

  /// (aₖ − bₖ)² for each k: with a `Dense(1)` head, a weighted squared Euclidean distance, which begins as
  /// ``meanSquared``.
  public static let weightedSquaredL2 = Distance(
    "weightedSquaredL2", features: { $0 }, allPairs: { .pairwiseSquaredL2($0, $1, weights: $2) }
  ) { ($0 - $1).square() }.known(as: .weightedSquaredL2)

  /// The Euclidean distance, one feature. It grows with the embedding's size, and so its scale is −1.
  public static let l2 = Distance(
    "l2", features: { _ in 1 }, scale: -1,
    allPairs: { (.pairwiseSquaredL2($0, $1) + Self.smallest).sqrt() * $2 }
  ) { ((($0 - $1).square()).sum(axes: [-1], keepingDimensions: true) + Self.smallest).sqrt() }
  .known(as: .l2)

  /// The squared Euclidean distance, one feature. It grows with the embedding's size, and so its scale is
  /// −1.
  public static let squaredL2 = Distance(
    "squaredL2", features: { _ in 1 }, scale: -1, allPairs: { .pairwiseSquaredL2($0, $1) * $2 }
  ) { ($0 - $1).square().sum(axes: [-1], keepingDimensions: true) }.known(as: .squaredL2)

  /// The mean of (aₖ − bₖ)² over k, one feature whose size does not grow with the embedding's.
  ///
  /// Its scale is −5. Embeddings whose scalars have a mean square of 1 are 2 − 2 cos apart, so that −5 times
  /// the distance is 10 cos and a constant: a temperature of 0.1 in the cosine, as contrastive losses have it.
  public static let meanSquared = Distance(
    "meanSquared", features: { _ in 1 },
    allPairs: { .pairwiseSquaredL2($0, $1) * ($2 / Float($0.shape[1])) }
  ) { ($0 - $1).square().mean(axes: [-1], keepingDimensions: true) }.known(as: .meanSquared)

  /// The cosine of the angle between the embeddings, one feature: 1 where they point the same way. Its scale
  /// is 10, a temperature of 0.1.
  public static let cosine = Distance(
    "cosine", features: { _ in 1 }, scale: 10, allPairs: { .pairwiseCosine($0, $1) * $2 }
  ) { ($0.l2Normalized() * $1.l2Normalized()).sum(axes: [-1], keepingDimensions: true) }.known(
    as: .cosine)

  /// Under the root, so that coinciding embeddings have a gradient.
  private static let smallest: Float = 1e-12
}
