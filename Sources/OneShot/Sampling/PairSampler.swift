import Basics
import Datasets
import Tensor

/// Draws training pairs: half of two classes, half of one class, never an image with itself.
///
/// ```swift
/// let sampler = try PairSampler(dataset)
/// var random = SeededGenerator(seed: 1)
/// let pairs = sampler.batch(32, using: &random)
/// let left = dataset.images(at: pairs.left)      // [32, 105, 105, 1]
/// ```
public struct PairSampler: Sendable {
  /// What every draw of a class is uniform over.
  public enum Balance: Sendable, Hashable {
    /// All classes alike.
    case classes
    /// First the groups alike, then the classes of the drawn group, as in Koch, Zemel and
    /// Salakhutdinov, "Siamese neural networks for one-shot image recognition", 2015.
    case groups
  }

  /// Whether pairs of two classes stay within one group.
  public let withinGroup: Bool
  /// What every draw of a class is uniform over.
  public let balance: Balance
  let groups: ClassGroups
  private let groupOfClass: [Int]

  /// A sampler of pairs from `dataset`.
  ///
  /// - Parameters:
  ///   - dataset: The classes and images to draw from.
  ///   - withinGroup: Whether pairs of two classes stay within one group, which makes them
  ///     harder to tell apart; default false.
  ///   - balance: What every draw of a class is uniform over; default the classes.
  /// - Throws: ``SamplingError`` when a class has fewer than two images, or the dataset (or, within
  ///   groups, one of them) fewer than two classes.
  public init(
    _ dataset: ImageDataset, withinGroup: Bool = false, balance: Balance = .classes
  ) throws(SamplingError) {
    self.withinGroup = withinGroup
    self.balance = balance
    groups = ClassGroups(of: dataset)
    groupOfClass = groups.groupOfClass
    if withinGroup {
      try groups.requireClassesInEach(2, for: "a pair of two classes of one group")
    } else {
      try groups.requireClasses(2, for: "a pair of two classes")
    }
    try groups.requireImages(2, for: "a pair of one class")
  }

  /// The next `size` pairs: the first ⌊`size` / 2⌋ of two classes, the rest of one class.
  public func batch(_ size: Int, using random: inout SeededGenerator) -> PairBatch {
    require(size >= 0, "PairSampler: a batch cannot have \(size) pairs")
    let isSame = (0..<size).map { $0 >= size / 2 }
    let pairs = isSame.map { isSame in
      isSame ? samePair(using: &random) : differentPair(using: &random)
    }
    return PairBatch(left: pairs.map(\.0), right: pairs.map(\.1), isSame: isSame)
  }

  /// `count` pairs and the images that they are about, the same for the same seed.
  public func pairs(_ count: Int, seed: UInt64) -> PairSet {
    var random = SeededGenerator(seed: seed, "pairs")
    return PairSet(dataset: groups.dataset, pairs: batch(count, using: &random))
  }

  private func samePair(using random: inout SeededGenerator) -> (Int, Int) {
    let images = groups.images(of: position(using: &random)).sample(2, using: &random)
    return (images[0], images[1])
  }

  private func differentPair(using random: inout SeededGenerator) -> (Int, Int) {
    let first = position(using: &random)
    var second: Int
    repeat {
      second =
        withinGroup
        ? groups.members[groupOfClass[first]].pick(using: &random) : position(using: &random)
    } while second == first
    return (
      groups.images(of: first).pick(using: &random), groups.images(of: second).pick(using: &random)
    )
  }

  /// The position of the next class.
  private func position(using random: inout SeededGenerator) -> Int {
    switch balance {
    case .classes: .random(in: 0..<groups.classCount, using: &random)
    case .groups: groups.members.pick(using: &random).pick(using: &random)
    }
  }
}
