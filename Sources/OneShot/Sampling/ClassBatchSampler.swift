import Datasets
import Tensor

/// A batch of several images of several classes, by their positions in a dataset.
public struct ClassBatch: Sendable, Hashable {
  /// The positions of the images, those of a class together.
  public let images: [Int]
  /// For each image the position of its class in the dataset.
  public let labels: [Int]
}

/// Draws batches of M images of each of K classes, for losses that compare all images of a batch
/// with each other.
///
/// ```swift
/// let sampler = try ClassBatchSampler(
///   dataset, classes: 20, images: 2, groups: 1)
/// var random = SeededGenerator(seed: 1)
/// let batch = sampler.batch(using: &random)
/// batch.images.count  // 40
/// ```
public struct ClassBatchSampler: Sendable {
  /// The number of classes of a batch, K.
  public let classes: Int
  /// The number of images of each class, M.
  public let images: Int
  /// The number of groups that a batch's classes are from, or nil if they are from any.
  public let groupCount: Int?
  let groups: ClassGroups

  /// A sampler of batches of `classes · images` distinct images from `dataset`.
  ///
  /// - Parameters:
  ///   - dataset: The classes and images to draw from.
  ///   - classes: The number of classes of a batch, K.
  ///   - images: The number of images of each class, M.
  ///   - groupCount: How many groups the classes of a batch are from, in equal parts as far as
  ///     K allows; default nil: classes are drawn without regard to groups.
  /// - Throws: ``SamplingError`` when a size is below 1, or the dataset has too few groups,
  ///   classes or images.
  public init(
    _ dataset: ImageDataset, classes: Int, images: Int, groups groupCount: Int? = nil
  ) throws(SamplingError) {
    try SamplingError.check(
      ("classes", classes, 1), ("images", images, 1), ("groups", groupCount ?? 1, 1))
    self.classes = classes
    self.images = images
    self.groupCount = groupCount
    groups = ClassGroups(of: dataset)
    if let groupCount {
      let purpose = "a batch of \(classes) classes from \(groupCount)"
      try groups.requireGroups(groupCount, for: purpose)
      try groups.requireClassesInEach(
        (classes + groupCount - 1) / groupCount, for: purpose)
    } else {
      try groups.requireClasses(classes, for: "a batch of \(classes) classes")
    }
    try groups.requireImages(images, for: "a batch of \(images) each")
  }

  /// The next batch.
  public func batch(using random: inout SeededGenerator) -> ClassBatch {
    let classes = classes(using: &random)
    return ClassBatch(
      images: classes.flatMap { groups.images(of: $0).sample(images, using: &random) },
      labels: classes.flatMap { [Int](repeating: $0, count: images) })
  }

  private func classes(using random: inout SeededGenerator) -> [Int] {
    guard let groupCount else {
      return Array(0..<groups.classCount).sample(classes, using: &random)
    }
    let chosen = groups.members.sample(groupCount, using: &random)
    return chosen.enumerated().flatMap { turn, members in
      // The first groups take what K / G leaves over.
      members.sample(
        classes / groupCount + (turn < classes % groupCount ? 1 : 0), using: &random)
    }
  }
}
