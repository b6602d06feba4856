import Autograd
import Tensor

/// Guesses: uniform scores, the same for the same seed and the same two images.
///
/// What a method without any knowledge gets: 1/N on average.
public struct RandomScorer: PairScorer {
  /// Determines the scores.
  public let seed: UInt64

  /// `random`.
  public let name = "random"

  /// A guesser whose scores are determined by `seed` (default 0).
  public init(seed: UInt64 = 0) { self.seed = seed }

  /// A fingerprint of each image, its sum under random weights: `[n]`.
  public func embed(_ images: Tensor) -> Tensor {
    var random = SeededGenerator(seed: seed)
    let images = images.flattened()
    let weights = Tensor.uniform([images.shape[1]], using: &random)
    return (images * weights).sum(axes: [1])
  }

  /// Uniform scores in 0 ..< 1: `[m, n]`.
  public func scores(of a: Tensor, with b: Tensor) -> Tensor {
    requireComparable(a, b)
    let (queries, supports) = (a.scalars, b.scalars)
    return Tensor(
      queries.flatMap { query in supports.map { score(query, $0) } },
      shape: [queries.count, supports.count])
  }

  /// Uniform scores in 0 ..< 1: `[n]`.
  public func pairScores(of a: Tensor, _ b: Tensor) -> Tensor {
    requireAligned(a, b)
    return Tensor(zip(a.scalars, b.scalars).map(score))
  }

  /// What two fingerprints, by their bits, are hashed to.
  private func score(_ query: Float, _ support: Float) -> Float {
    var random = SeededGenerator(
      seed: seed, "pair", Int(query.bitPattern), Int(support.bitPattern))
    return Float(random.next() >> 40) * 0x1p-24
  }
}
