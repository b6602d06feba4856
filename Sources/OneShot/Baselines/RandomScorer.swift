import Autograd
import Kernels
import Tensor

/// Guesses: uniform scores, the same for the same seed and the same two images.
///
/// What a method without any knowledge gets: 1/N on average.
public struct RandomScorer: OneShotScorer {
  /// Determines the scores.
  public let seed: UInt64

  /// `random`.
  public let name = "random"

  /// A guesser whose scores are determined by `seed` (default 0).
  public init(seed: UInt64 = 0) { self.seed = seed }

  /// A fingerprint of each image: the bits of its sum under random weights.
  public func represent(_ images: Tensor) -> [UInt64] {
    var random = SeededGenerator(seed: seed)
    let images = images.flattened()
    let weights = Tensor.uniform([images.shape[1]], using: &random)
    return (images * weights).sum(axes: [1]).scalars.map { UInt64($0.bitPattern) }
  }

  /// Uniform scores in 0 ..< 1: `[queries, supports]`.
  public func scores(of queries: [UInt64], against supports: [UInt64]) -> Tensor {
    let scores = queries.flatMap { query in
      supports.map { support in
        var random = SeededGenerator(seed: seed ^ (query << 32 | support))
        return Float(random.next() >> 40) * 0x1p-24
      }
    }
    return Tensor(scores, shape: [queries.count, supports.count])
  }
}
