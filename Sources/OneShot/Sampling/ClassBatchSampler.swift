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
/// let sampler = try ClassBatchSampler(dataset, classes: 20, images: 2, alphabets: 1)
/// var random = SeededGenerator(seed: 1)
/// let batch = sampler.batch(using: &random)
/// batch.images.count    // 40
/// ```
public struct ClassBatchSampler: Sendable {
  /// The number of classes of a batch, K.
  public let classes: Int
  /// The number of images of each class, M.
  public let images: Int
  /// The number of alphabets that a batch's classes are from, or nil where they are from any.
  public let alphabetCount: Int?
  private let alphabets: Alphabets

  /// A sampler of batches of `classes · images` distinct images from `dataset`.
  ///
  /// - Parameters:
  ///   - dataset: The classes and images to draw from.
  ///   - classes: The number of classes of a batch, K.
  ///   - images: The number of images of each class, M.
  ///   - alphabetCount: How many alphabets the classes of a batch are from, in equal parts as far as
  ///     K allows; default nil: classes are drawn without regard to alphabets.
  /// - Throws: ``SamplingError`` when a size is below 1, or the dataset has too few alphabets,
  ///   classes or images.
  public init(
    _ dataset: ImageDataset, classes: Int, images: Int, alphabets alphabetCount: Int? = nil
  ) throws(SamplingError) {
    try SamplingError.check(
      ("classes", classes, 1), ("images", images, 1), ("alphabets", alphabetCount ?? 1, 1))
    self.classes = classes
    self.images = images
    self.alphabetCount = alphabetCount
    alphabets = Alphabets(of: dataset)
    if let alphabetCount {
      let purpose = "a batch of \(classes) characters from \(alphabetCount)"
      try alphabets.requireAlphabets(alphabetCount, for: purpose)
      try alphabets.requireCharactersInEach(
        (classes + alphabetCount - 1) / alphabetCount, for: purpose)
    } else {
      try alphabets.requireCharacters(classes, for: "a batch of \(classes) characters")
    }
    try alphabets.requireImages(images, for: "a batch of \(images) each")
  }

  /// The next batch.
  public func batch(using random: inout SeededGenerator) -> ClassBatch {
    let characters = characters(using: &random)
    return ClassBatch(
      images: characters.flatMap { alphabets.images(of: $0).sample(images, using: &random) },
      labels: characters.flatMap { [Int](repeating: $0, count: images) })
  }

  private func characters(using random: inout SeededGenerator) -> [Int] {
    guard let alphabetCount else {
      return Array(0..<alphabets.classCount).sample(classes, using: &random)
    }
    let chosen = alphabets.members.sample(alphabetCount, using: &random)
    return chosen.enumerated().flatMap { turn, members in
      // The first alphabets take what K / G leaves over.
      members.sample(
        classes / alphabetCount + (turn < classes % alphabetCount ? 1 : 0), using: &random)
    }
  }
}
