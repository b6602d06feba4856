import Autograd
import Kernels
import Tensor

/// Which triplets of a batch enter the triplet loss.
public enum TripletMining: Sendable, Hashable {
  /// For each anchor its farthest positive and its nearest negative: Hermans, Beyer and Leibe, "In
  /// defense of the triplet loss", 2017, eq. 5.
  case batchHard
  /// For each pair of one class the nearest negative that is farther than the positive, or else the
  /// farthest negative: Schroff, Kalenichenko and Philbin, "FaceNet", 2015, section 3.2.
  case semiHard
}

/// max(0, d(anchor, positive) − d(anchor, negative) + margin), over triplets mined from the batch.
///
/// - Parameters:
///   - embeddings: `[count, features]`.
///   - labels: The class of each embedding.
///   - margin: How much farther negatives shall be; default 1.
///   - mining: Which triplets enter; default semi-hard, which collapses less easily.
///   - squared: Whether d is the squared Euclidean distance; default false.
///   - reduction: Over the triplets; default the mean. Without any triplet the loss is 0.
public func tripletLoss(
  _ embeddings: Tensor, labels: [Int], margin: Float = 1, mining: TripletMining = .semiHard,
  squared: Bool = false, reduction: LossReduction = .mean
) -> Tensor {
  require(
    embeddings.rank == 2 && embeddings.shape[0] == labels.count,
    "tripletLoss: \(labels.count) labels for embeddings \(embeddings.shape)")
  let count = labels.count
  let squares = Tensor.pairwiseSquaredL2(embeddings, embeddings)
  let triplets = squares.withUnsafeScalars { scalars in
    guard let base = scalars.baseAddress else { return Triplets() }
    return mining == .batchHard
      ? batchHardTriplets(base, labels: labels) : semiHardTriplets(base, labels: labels)
  }
  if triplets.anchors.isEmpty { return embeddings.sum() * 0 }
  let table = squares.reshaped(to: [count * count])
  func distances(to others: [Int]) -> Tensor {
    let chosen = table.gathered(at: zip(triplets.anchors, others).map { $0 * count + $1 })
    // √ has no slope at 0: coinciding points are moved apart by 1e-6.
    return squared ? chosen : (chosen + 1e-12).sqrt()
  }
  let gap = distances(to: triplets.positives) - distances(to: triplets.negatives)
  return reduction((gap + margin).relu())
}
