import Basics
import Tensor

/// How alike two embeddings are: a score that is larger where they are more alike.
///
/// ```swift
/// let metric = EmbeddingMetric.squaredL2      // −Σ (a − b)²
/// let logit = metric.scaled(by: 20, adding: 5)   // 20 · score + 5
/// ```
///
/// Those that the library has are computed fast; ``custom(_:scores:)`` takes any other one.
public struct EmbeddingMetric: Sendable {
  /// The name of the sum, without its map to scores.
  public let name: String
  /// What the sum is multiplied by.
  public let scale: Float
  /// What is added to the product.
  public let bias: Float
  package let form: Form

  /// What is computed of a pair before it is scaled.
  package enum Form: Sendable {
    /// Σ aₖ bₖ.
    case product
    /// Σ aₖ bₖ of embeddings whose lengths are made 1.
    case cosine
    /// Σ wₖ |aₖ − bₖ|; without weights each is 1.
    case absolute(weights: [Float]?)
    /// Σ wₖ (aₖ − bₖ)².
    case squared(weights: [Float]?)
    /// √(Σ (aₖ − bₖ)² + 10⁻¹²).
    case euclidean
    /// Of the caller's: `[m, k]` and `[n, k]` to `[m, n]`.
    case custom(@Sendable (Tensor, Tensor) -> Tensor)
  }

  package init(_ name: String, _ form: Form, scale: Float, bias: Float = 0) {
    require(
      scale.isFinite && bias.isFinite,
      "EmbeddingMetric: expected a finite scale and bias, got \(scale) and \(bias)")
    self.name = name
    self.form = form
    self.scale = scale
    self.bias = bias
  }

  /// Σ aₖ bₖ.
  public static let innerProduct = EmbeddingMetric("innerProduct", .product, scale: 1)

  /// The cosine of the angle between two embeddings. An index keeps them with length 1.
  public static let cosine = EmbeddingMetric("cosine", .cosine, scale: 1)

  /// −Σ |aₖ − bₖ|.
  public static let l1 = EmbeddingMetric("l1", .absolute(weights: nil), scale: -1)

  /// −Σ wₖ |aₖ − bₖ|.
  ///
  /// - Parameter weights: One for each scalar of an embedding.
  public static func l1(weights: [Float]) -> EmbeddingMetric {
    EmbeddingMetric("l1", .absolute(weights: weights), scale: -1)
  }

  /// −Σ (aₖ − bₖ)², summed as differences, so that nothing cancels.
  public static let squaredL2 = EmbeddingMetric("squaredL2", .squared(weights: nil), scale: -1)

  /// −Σ wₖ (aₖ − bₖ)².
  ///
  /// - Parameter weights: One for each scalar of an embedding.
  public static func squaredL2(weights: [Float]) -> EmbeddingMetric {
    EmbeddingMetric("squaredL2", .squared(weights: weights), scale: -1)
  }

  /// −√Σ (aₖ − bₖ)², with 10⁻¹² added under the root.
  public static let l2 = EmbeddingMetric("l2", .euclidean, scale: -1)

  /// A metric of the caller's. A search with it is exact too, but slower.
  ///
  /// - Parameters:
  ///   - name: By which a saved index knows it again.
  ///   - scores: The score of every row of one matrix with every row of another, `[m, k]` and `[n, k]` to
  ///     `[m, n]`. It must depend on the two rows alone and may be called by several threads.
  public static func custom(
    _ name: String, scores: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> EmbeddingMetric {
    EmbeddingMetric(name, .custom(scores), scale: 1)
  }

  /// The metric whose scores are `factor` times this one's, plus `term` (default 0). A negative factor
  /// turns the order around.
  public func scaled(by factor: Float, adding term: Float = 0) -> EmbeddingMetric {
    EmbeddingMetric(name, form, scale: scale * factor, bias: bias * factor + term)
  }

  /// The weight of each scalar of an embedding, for sums that have any.
  public var weights: [Float]? {
    switch form {
    case .absolute(let weights), .squared(let weights): weights
    default: nil
    }
  }

  /// Whether it is of the caller's, so that a file cannot hold it.
  public var isCustom: Bool {
    if case .custom = form { true } else { false }
  }
}
