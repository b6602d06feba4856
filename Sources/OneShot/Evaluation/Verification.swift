import Basics
import Datasets
import Kernels
import Tensor

/// How well scores tell pairs of one class from pairs of two.
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

  /// The threshold of the highest accuracy on these very pairs, the lowest of several: halfway
  /// between two scores, or infinite where all pairs are best called the same or all different.
  ///
  /// An accuracy with a threshold chosen on the same pairs is optimistic: choose it on others.
  public var bestThreshold: Float {
    let pairs = zip(scores, isSame).filter { !$0.0.isNaN }.sorted { $0.0 < $1.0 }
    var right = pairs.count { $0.1 }
    var best = (right: right, threshold: -Float.infinity)
    for (index, pair) in pairs.enumerated() {
      right += pair.1 ? -1 : 1
      let next = index + 1 < pairs.count ? pairs[index + 1].0 : .infinity
      if next > pair.0 && right > best.right { best = (right, (pair.0 + next) / 2) }
    }
    return best.threshold
  }
}

/// Scores each pair of `pairs`; every distinct image is represented once.
///
/// - Parameters:
///   - scorer: The method.
///   - pairs: Positions in `dataset`.
///   - dataset: Holds the images.
///   - batchSize: How many images are represented at a time; default 64.
public func verify(
  _ scorer: some OneShotScorer, on pairs: PairBatch, of dataset: ImageDataset, batchSize: Int = 64
) -> Verification {
  let gallery = Gallery(
    scorer, of: dataset, images: pairs.left + pairs.right, batchSize: batchSize)
  return Verification(
    scores: zip(pairs.left, pairs.right).map { gallery.scores(of: [$0], against: [$1]).item },
    isSame: pairs.targets.scalars.map { $0 > 0.5 })
}
