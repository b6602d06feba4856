import Basics
import Datasets
import Tensor

/// Pairs of images, by their positions in a dataset, and whether both show one class.
public struct PairBatch: Sendable, Equatable {
  /// The position of each pair's first image.
  public let left: [Int]
  /// The position of each pair's second image.
  public let right: [Int]
  /// `[count, 1]`: 1 for pairs of one class, 0 for others.
  public let targets: Tensor

  /// Pairs with `isSame` for each.
  public init(left: [Int], right: [Int], isSame: [Bool]) {
    require(
      left.count == right.count && left.count == isSame.count,
      "PairBatch: \(left.count) left and \(right.count) right images, \(isSame.count) targets")
    self.left = left
    self.right = right
    targets = Tensor(isSame.map { $0 ? 1 : 0 }, shape: [isSame.count, 1])
  }

  /// The number of pairs.
  public var count: Int { left.count }
}

/// Fixed pairs and the images that they are about: what a ``Verification`` judges a method on.
///
/// ```swift
/// let pairs = try PairSampler(unseen).pairs(1000, seed: 1)
/// print(Verification(of: siamese, on: pairs).accuracy(threshold: 0))
/// ```
public struct PairSet: Sendable {
  /// The images.
  public let dataset: ImageDataset
  /// The pairs, positions in `dataset`.
  public let pairs: PairBatch

  /// Pairs of images of `dataset`.
  public init(dataset: ImageDataset, pairs: PairBatch) {
    self.dataset = dataset
    self.pairs = pairs
  }

  /// The number of pairs.
  public var count: Int { pairs.count }
}
