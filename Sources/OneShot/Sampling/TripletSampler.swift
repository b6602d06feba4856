import Basics
import Datasets
import Tensor

/// Triplets of images, by their positions in a dataset.
public struct TripletBatch: Sendable, Hashable {
  /// The position of each triplet's anchor.
  public let anchors: [Int]
  /// The position of another image of the anchor's class.
  public let positives: [Int]
  /// The position of an image of another class.
  public let negatives: [Int]

  /// The number of triplets.
  public var count: Int { anchors.count }
}

/// Draws an image, another one of its class and one of another class: what a triplet loss learns from
/// if nothing is mined.
///
/// ```swift
/// let sampler = try TripletSampler(dataset)
/// var random = SeededGenerator(seed: 1)
/// let triplets = sampler.batch(32, using: &random)
/// let anchors = dataset.images(at: triplets.anchors)    // [32, 105, 105, 1]
/// ```
///
/// For mining within a batch see ``ClassBatchSampler``.
public struct TripletSampler: Sendable {
  /// Whether the negative is of the anchor's group.
  public let withinGroup: Bool
  private let groups: ClassGroups
  private let groupOfClass: [Int]

  /// A sampler of triplets from `dataset`; classes are drawn uniformly.
  ///
  /// - Parameters:
  ///   - dataset: The classes and images to draw from.
  ///   - withinGroup: Whether the negative is of the anchor's group, which makes it harder to tell
  ///     apart; default false.
  /// - Throws: ``SamplingError`` when a class has fewer than two images, or the dataset (or, within
  ///   groups, one of them) fewer than two classes.
  public init(_ dataset: ImageDataset, withinGroup: Bool = false) throws(SamplingError) {
    self.withinGroup = withinGroup
    groups = ClassGroups(of: dataset)
    groupOfClass = groups.groupOfClass
    if withinGroup {
      try groups.requireClassesInEach(2, for: "a triplet within a group")
    } else {
      try groups.requireClasses(2, for: "a triplet")
    }
    try groups.requireImages(2, for: "a triplet")
  }

  /// The next `size` triplets.
  public func batch(_ size: Int, using random: inout SeededGenerator) -> TripletBatch {
    require(size >= 0, "TripletSampler: a batch cannot have \(size) triplets")
    let triplets = (0..<size).map { _ in triplet(using: &random) }
    return TripletBatch(
      anchors: triplets.map(\.anchor), positives: triplets.map(\.positive),
      negatives: triplets.map(\.negative))
  }

  private func triplet(
    using random: inout SeededGenerator
  ) -> (anchor: Int, positive: Int, negative: Int) {
    let position = Int.random(in: 0..<groups.classCount, using: &random)
    let candidates =
      withinGroup ? groups.members[groupOfClass[position]] : Array(0..<groups.classCount)
    var other: Int
    repeat { other = candidates.pick(using: &random) } while other == position
    let images = groups.images(of: position).sample(2, using: &random)
    let negative = groups.images(of: other).pick(using: &random)
    return (images[0], images[1], negative)
  }
}
