import Autograd
import Basics
import Tensor

/// Which pairs the multi-similarity loss learns from, and how much each of them counts.
public struct MultiSimilarity: Sendable, Hashable {
  /// α: how sharply pairs of one class are weighed that are less alike than the threshold.
  public var same: Float
  /// β: how sharply pairs of two classes are weighed that are more alike.
  public var different: Float
  /// λ: the cosine that pairs are compared with.
  public var threshold: Float
  /// ε of the miner; nil: all pairs count.
  public var margin: Float?

  /// Settings, by default those of the authors' program.
  ///
  /// - Parameters:
  ///   - same: α, positive; default 2.
  ///   - different: β, positive; default 50.
  ///   - threshold: λ; default 0.5. The paper says 1.
  ///   - margin: ε: a pair of two classes counts if its cosine and ε exceed the cosine of the element's least
  ///     alike pair of one class, and a pair of one class if its cosine less ε is below that of the
  ///     element's most alike pair of two. Default 0.1; nil: all pairs count.
  public init(
    same: Float = 2, different: Float = 50, threshold: Float = 0.5, margin: Float? = 0.1
  ) {
    require(
      same > 0 && different > 0 && same.isFinite && different.isFinite,
      "MultiSimilarity: expected positive same and different, got \(same) and \(different)")
    require(
      threshold.isFinite, "MultiSimilarity: expected a finite threshold, got \(threshold)")
    if let margin { requireSoundMargin(margin, "MultiSimilarity") }
    self.same = same
    self.different = different
    self.threshold = threshold
    self.margin = margin
  }
}

/// Pulls pairs of one class together and pushes others apart, each the more the worse it compares with
/// the element's other pairs.
///
/// With S the cosine, Pᵢ the mined elements of i's class and Nᵢ those of other classes, the mean over i of
///
/// 1/α · log(1 + Σ over Pᵢ of exp(−α (Sᵢₖ − λ))) + 1/β · log(1 + Σ over Nᵢ of exp(β (Sᵢₖ − λ))).
///
/// Wang, Han, Huang, Dong and Scott, "Multi-similarity loss with general pair weighting for deep metric
/// learning", 2019, eqs. 11, 12 and 15.
///
/// - Parameters:
///   - embeddings: `[count, features]`; their lengths do not matter.
///   - labels: The class of each embedding.
///   - reference: What the batch is compared with, such as a memory's embeddings; default nil: itself.
///   - settings: Which pairs count, and how much; default those of the authors' program.
///   - reduction: Over the elements; default the mean.
public func multiSimilarityLoss(
  _ embeddings: Tensor, labels: [Int], against reference: ReferenceSet? = nil,
  settings: MultiSimilarity = MultiSimilarity(), reduction: LossReduction = .mean
) -> Tensor {
  let loss = "multiSimilarityLoss"
  require(
    embeddings.rank == 2 && embeddings.shape[0] == labels.count,
    "\(loss): \(labels.count) labels for embeddings \(embeddings.shape)")
  let cosines = Tensor.pairwiseCosine(embeddings, reference?.embeddings ?? embeddings)
  let pairs = ClassPairs(labels, fitting: cosines, against: reference, loss)
  let mined = settings.mined(pairs, cosines.detached)
  let attraction = ((settings.threshold - cosines) * settings.same)
    .logOnePlusSumExp(where: mined.same)
  let repulsion = ((cosines - settings.threshold) * settings.different)
    .logOnePlusSumExp(where: mined.different)
  return reduction(attraction / settings.same + repulsion / settings.different, loss)
}

extension MultiSimilarity {
  /// The pairs that count: matrices of 0 and 1.
  fileprivate func mined(
    _ pairs: ClassPairs, _ cosines: Tensor
  ) -> (same: Tensor, different: Tensor) {
    guard let margin else { return (pairs.same, pairs.different) }
    if cosines.count == 0 { return (pairs.same, pairs.different) }
    // Of an element without pairs of a kind no pair of the other kind counts.
    let least = (cosines * pairs.same + (1 - pairs.same) * 1e9)
      .min(axes: [1], keepingDimensions: true)
    let most = (cosines * pairs.different - (1 - pairs.different) * 1e9)
      .max(axes: [1], keepingDimensions: true)
    return (
      pairs.same * (cosines - margin .< most), pairs.different * (cosines + margin .> least)
    )
  }
}
