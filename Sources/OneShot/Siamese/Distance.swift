import Autograd
import Layers
import Tensor

/// How two embeddings are compared before the head of a ``Siamese`` network judges them.
///
/// A distance gives each pair a vector of features. With a `Dense(1)` head, ``l1`` is the weighted L1
/// distance of Koch et al. 2015, eq. in section 3.1: σ(Σₖ αₖ |aₖ − bₖ|).
///
/// ```swift
/// // One of your own:
/// Distance("product", features: { $0 }, scale: 1) { a, b in a * b }
/// ```
public struct Distance: Sendable {
  /// The name, as it is printed and saved.
  public let name: String
  /// What the mean of a pair's features is multiplied by to say how alike the two are, if nothing has
  /// learned it: negative where larger features mean less alike. It is an inverse temperature: the larger
  /// its magnitude, the surer small differences make a softmax.
  public let scale: Float
  /// The head that suits the distance, with one unit: what a ``Siamese`` network has by default.
  ///
  /// A sigmoid of a line in the one feature starts with the weight ``scale`` and the bias 0: it already says
  /// that near embeddings are more alike than far ones, and learns how much. A weight drawn at random has
  /// the wrong sign half of the time, and a leg that follows it first learns to confuse. ``l1`` has a weight
  /// for every feature and no direction to begin with, as in Koch et al. 2015.
  public var head: Dense { makeHead() }
  /// Made when it is asked for: a head that is stored here would count as a part of every network.
  private let makeHead: @Sendable () -> Dense
  /// Which distance it is, for those who write it down; nil for one of the caller's own.
  package private(set) var kind: Kind?
  private let featureCount: @Sendable (Int) -> Int
  private let compare: @Sendable (Tensor, Tensor) -> Tensor
  private let compareAll: (@Sendable (Tensor, Tensor, Tensor) -> Tensor)?

  /// A distance of your own.
  ///
  /// - Parameters:
  ///   - name: The name, as it is printed and saved.
  ///   - features: The number of features of a pair, for the size of an embedding.
  ///   - scale: See ``scale``; default −5, which suits features of about 1. Positive where larger features
  ///     mean more alike.
  ///   - head: The head that suits the distance; default nil: one whose first weights sum to `scale`, all
  ///     alike.
  ///   - allPairs: The weighted sum of the features of every row of one matrix with every row of
  ///     another, `[m, k]`, `[n, k]` and weights `[features]` to `[m, n]`; default: pairs are laid
  ///     out and compared one by one.
  ///   - compare: The features `[n, features]` of n pairs of embeddings, `[n, k]` each.
  public init(
    _ name: String, features: @escaping @Sendable (Int) -> Int, scale: Float = -5,
    head: Dense? = nil, allPairs: (@Sendable (Tensor, Tensor, Tensor) -> Tensor)? = nil,
    _ compare: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) {
    self.name = name
    self.scale = scale
    makeHead = { head ?? Self.head(scale) }
    featureCount = features
    compareAll = allPairs
    self.compare = compare
  }

  /// The distances that this library has.
  package enum Kind: Sendable { case l1, weightedSquaredL2, l2, squaredL2, meanSquared, cosine }

  /// This distance, known as one of the library's.
  func known(as kind: Kind) -> Distance {
    var distance = self
    distance.kind = kind
    return distance
  }

  /// A sigmoid of the mean feature times `scale`.
  private static func head(_ scale: Float) -> Dense {
    Dense(
      1, activation: .sigmoid,
      weightInitializer: Initializer("mean(\(scale))") { shape, _ in
        .full(shape, scale / Float(shape[0]))
      })
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

  /// How alike every row of one matrix of embeddings is to every row of another, if nothing has learned
  /// it: the mean of each pair's features times a scale, `[m, n]`.
  ///
  /// - Parameters:
  ///   - a: `[m, k]`.
  ///   - b: `[n, k]`.
  ///   - scale: Default nil: the distance's own ``scale``.
  public func likeness(_ a: Tensor, _ b: Tensor, scale: Float? = nil) -> Tensor {
    let features = features(for: a.shape[1])
    return allPairs(
      a, b, weights: .full([features], (scale ?? self.scale) / Float(features)))
  }
}
