import Autograd
import Basics
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
  /// For each pair of one class a negative drawn so that all distances from the anchor are about
  /// equally frequent: Wu, Manmatha, Smola and Krähenbühl, "Sampling matters in deep embedding learning",
  /// 2017, eq. 4. It presumes embeddings of length 1, see `l2Normalized()`, and draws anew for each
  /// gradient, which needs a generator; outside any gradient it draws the same each time.
  case distanceWeighted
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
  requireSoundMargin(margin, "tripletLoss")
  let count = labels.count
  let squares = Tensor.pairwiseSquaredL2(embeddings, embeddings)
  let triplets = mining.triplets(squares, labels: labels, dimensions: embeddings.shape[1])
  if triplets.anchors.isEmpty { return embeddings.sum() * 0 }
  let table = squares.reshaped(to: [count * count])
  func distances(to others: [Int]) -> Tensor {
    table.gathered(at: zip(triplets.anchors, others).map { $0 * count + $1 })
  }
  return tripletLoss(
    squares: distances(to: triplets.positives), distances(to: triplets.negatives), margin: margin,
    squared: squared, reduction: reduction)
}

/// max(0, d(anchor, positive) − d(anchor, negative) + margin) of triplets that are given one by one,
/// such as those of a `TripletSampler`.
///
/// Schroff, Kalenichenko and Philbin, "FaceNet", 2015, eq. 2, there with the squared distance.
///
/// - Parameters:
///   - anchors: `[count, features]`.
///   - positives: The same shape: an embedding of each anchor's class.
///   - negatives: The same shape: an embedding of another class.
///   - margin: How much farther negatives shall be; default 1.
///   - squared: Whether d is the squared Euclidean distance; default false.
///   - reduction: Over the triplets; default the mean.
public func tripletLoss(
  _ anchors: Tensor, _ positives: Tensor, _ negatives: Tensor, margin: Float = 1,
  squared: Bool = false, reduction: LossReduction = .mean
) -> Tensor {
  require(
    anchors.rank == 2 && positives.shape == anchors.shape && negatives.shape == anchors.shape,
    "tripletLoss: expected three times [count, features], got \(anchors.shape), "
      + "\(positives.shape) and \(negatives.shape)")
  requireSoundMargin(margin, "tripletLoss")
  return tripletLoss(
    squares: (anchors - positives).square().sum(axes: [1]),
    (anchors - negatives).square().sum(axes: [1]), margin: margin, squared: squared,
    reduction: reduction)
}

private func tripletLoss(
  squares positives: Tensor, _ negatives: Tensor, margin: Float, squared: Bool,
  reduction: LossReduction
) -> Tensor {
  // √ has no slope at 0: coinciding points are moved apart by 1e-6.
  func distances(_ squares: Tensor) -> Tensor { squared ? squares : (squares + 1e-12).sqrt() }
  return reduction((distances(positives) - distances(negatives) + margin).relu(), "tripletLoss")
}

extension TripletMining {
  /// The triplets of a batch, from the squared distances of all its embeddings.
  fileprivate func triplets(_ squares: Tensor, labels: [Int], dimensions: Int) -> Triplets {
    withScalars(squares) { squares in
      switch self {
      case .batchHard: return batchHardTriplets(squares, labels: labels)
      case .semiHard: return semiHardTriplets(squares, labels: labels)
      case .distanceWeighted:
        var random =
          Recording.current?.generator(for: "Distance-weighted triplet mining")
          ?? SeededGenerator(seed: 0)
        return distanceWeightedTriplets(
          squares, labels: labels, dimensions: dimensions, using: &random.stream)
      }
    }
  }
}
