import Autograd
import Kernels
import Tensor

/// How two embeddings are compared before the head of a ``Siamese`` network judges them.
///
/// A distance gives each pair a vector of features. With a `Dense(1)` head, ``l1`` is the weighted L1
/// distance of Koch et al. 2015, eq. in section 3.1: σ(Σₖ αₖ |aₖ − bₖ|).
///
/// ```swift
/// Distance("product", features: { $0 }) { a, b in a * b }    // one of your own
/// ```
public struct Distance: Sendable {
  /// The name, as it is printed and saved.
  public let name: String
  private let featureCount: @Sendable (Int) -> Int
  private let compare: @Sendable (Tensor, Tensor) -> Tensor
  private let compareAll: (@Sendable (Tensor, Tensor, Tensor) -> Tensor)?

  /// A distance of your own.
  ///
  /// - Parameters:
  ///   - name: The name, as it is printed and saved.
  ///   - features: The number of features of a pair, for the size of an embedding.
  ///   - allPairs: The weighted sum of the features of every row of one matrix with every row of
  ///     another, `[m, k]`, `[n, k]` and weights `[features]` to `[m, n]`; default: pairs are laid
  ///     out and compared one by one.
  ///   - compare: The features `[n, features]` of n pairs of embeddings, `[n, k]` each.
  public init(
    _ name: String, features: @escaping @Sendable (Int) -> Int,
    allPairs: (@Sendable (Tensor, Tensor, Tensor) -> Tensor)? = nil,
    _ compare: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) {
    self.name = name
    featureCount = features
    compareAll = allPairs
    self.compare = compare
  }

  /// The features of n pairs of embeddings: `[n, k]` and `[n, k]` become `[n, features]`.
  public func callAsFunction(_ a: Tensor, _ b: Tensor) -> Tensor { compare(a, b) }

  /// The number of features of a pair of embeddings of size `embedding`.
  public func features(for embedding: Int) -> Int { featureCount(embedding) }

  /// The weighted sum of the features of every pair, `[m, n]`, for weights `[features]`.
  public func allPairs(_ a: Tensor, _ b: Tensor, weights: Tensor) -> Tensor {
    if let compareAll { return compareAll(a, b, weights) }
    let (rows, columns) = (a.shape[0], b.shape[0])
    let left = a.gathered(at: (0..<rows * columns).map { $0 / columns })
    let right = b.gathered(at: (0..<rows * columns).map { $0 % columns })
    return compare(left, right).matmul(weights.reshaped(to: [weights.count, 1]))
      .reshaped(to: [rows, columns])
  }

  /// |aₖ − bₖ| for each k: with a `Dense(1)` head, the weighted L1 distance of Koch et al. 2015.
  public static let l1 = Distance(
    "l1", features: { $0 }, allPairs: { .pairwiseL1($0, $1, weights: $2) }
  ) { ($0 - $1).abs() }

  /// (aₖ − bₖ)² for each k: with a `Dense(1)` head, a weighted squared Euclidean distance.
  public static let weightedSquaredL2 = Distance(
    "weightedSquaredL2", features: { $0 }, allPairs: { .pairwiseSquaredL2($0, $1, weights: $2) }
  ) { ($0 - $1).square() }

  /// The Euclidean distance, one feature.
  public static let l2 = Distance(
    "l2", features: { _ in 1 },
    allPairs: { (.pairwiseSquaredL2($0, $1) + Self.smallest).sqrt() * $2 }
  ) { ((($0 - $1).square()).sum(axes: [-1], keepingDimensions: true) + Self.smallest).sqrt() }

  /// The squared Euclidean distance, one feature.
  public static let squaredL2 = Distance(
    "squaredL2", features: { _ in 1 }, allPairs: { .pairwiseSquaredL2($0, $1) * $2 }
  ) { ($0 - $1).square().sum(axes: [-1], keepingDimensions: true) }

  /// The mean of (aₖ − bₖ)² over k, one feature whose size does not grow with the embedding's.
  public static let meanSquared = Distance(
    "meanSquared", features: { _ in 1 },
    allPairs: { .pairwiseSquaredL2($0, $1) * ($2 / Float($0.shape[1])) }
  ) { ($0 - $1).square().mean(axes: [-1], keepingDimensions: true) }

  /// The cosine of the angle between the embeddings, one feature: 1 where they point the same way.
  public static let cosine = Distance(
    "cosine", features: { _ in 1 }, allPairs: { .pairwiseCosine($0, $1) * $2 }
  ) { ($0.l2Normalized() * $1.l2Normalized()).sum(axes: [-1], keepingDimensions: true) }

  /// Under the root, so that coinciding embeddings have a gradient.
  private static let smallest: Float = 1e-12
}
