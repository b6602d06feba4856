import Basics
import Datasets
import Tensor

/// How well scores tell pairs of one class from pairs of two.
///
/// ```swift
/// let pairs = try PairSampler(unseen).pairs(1000, seed: 1)
/// let verification = Verification(of: siamese, on: pairs)
/// print(verification.accuracy(threshold: 0))
/// ```
public struct Verification: Sendable, Hashable {
  /// The score of each pair.
  public let scores: [Float]
  /// Whether each pair is of one class.
  public let isSame: [Bool]

  /// At least one pair's scores and truths.
  public init(scores: [Float], isSame: [Bool]) {
    require(
      scores.count == isSame.count && !scores.isEmpty,
      "Verification: \(scores.count) scores and \(isSame.count) truths")
    self.scores = scores
    self.isSame = isSame
  }

  /// How often "the score is larger than `threshold`" tells the truth; NaN never does.
  ///
  /// - Parameter threshold: 0.5 suits probabilities, 0 suits logits, ``bestThreshold`` of other pairs
  ///   suits any score.
  public func accuracy(threshold: Float) -> Accuracy {
    let correct = zip(scores, isSame).count { !$0.isNaN && ($0 > threshold) == $1 }
    return Accuracy(correct: correct, of: scores.count)
  }

  /// The threshold of the highest accuracy on these very pairs, the lowest of several: between two scores,
  /// or infinite if all pairs are best called the same or all different.
  ///
  /// An accuracy with a threshold chosen on the same pairs is optimistic: choose it on others.
  public var bestThreshold: Float {
    let pairs = zip(scores, isSame).filter { !$0.0.isNaN }.sorted { $0.0 < $1.0 }
    // Below every score lies −∞, but for scores that are −∞ themselves.
    var right = pairs.count { $0.1 == ($0.0 > -.infinity) }
    var best = (right: right, threshold: -Float.infinity)
    for (index, pair) in pairs.enumerated() where pair.0 > -.infinity {
      right += pair.1 ? -1 : 1
      let next = index + 1 < pairs.count ? pairs[index + 1].0 : nil
      if next != pair.0 && right > best.right { best = (right, threshold(from: pair.0, to: next)) }
    }
    return best.threshold
  }

  /// A threshold that `low` does not exceed and `high` does; without a `high`, one that nothing exceeds.
  private func threshold(from low: Float, to high: Float?) -> Float {
    guard let high else { return .infinity }
    // Halved first, so that no sum overflows. Between neighbors there is no float, and half of an infinity
    // is of no use: then `low` itself separates the two.
    let middle = low / 2 + high / 2
    return low <= middle && middle < high ? middle : low
  }
}

extension Verification {
  /// Embeds every image that occurs in a pair, once, and scores all pairs.
  ///
  /// - Parameters:
  ///   - scorer: The method.
  ///   - set: The pairs and their images.
  ///   - embeddings: The images as `scorer` embedded them, all those of the pairs among them; default nil:
  ///     they are embedded here.
  ///   - batchSize: How many images are embedded at a time; default 64.
  public init(
    of scorer: some PairScorer, on set: PairSet, embeddings: Embeddings? = nil, batchSize: Int = 64
  ) {
    let (left, right) = (set.pairs.left, set.pairs.right)
    let store = embeddings ?? scorer.embed(set.dataset, at: left + right, batchSize: batchSize)
    let scores = scorer.pairScores(of: store.rows(at: left), store.rows(at: right))
    scorer.requireScores(scores, [set.count])
    self.init(scores: scores.scalars, isSame: set.pairs.targets.scalars.map { $0 > 0.5 })
  }
}
