import Basics
import Datasets
import Kernels
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
    /// First the alphabets alike, then the classes of the drawn alphabet, as in Koch, Zemel and
    /// Salakhutdinov, "Siamese neural networks for one-shot image recognition", 2015.
    case alphabets
  }

  /// Whether pairs of two classes stay within one alphabet.
  public let withinAlphabet: Bool
  /// What every draw of a class is uniform over.
  public let balance: Balance
  private let alphabets: Alphabets
  private let alphabetOfClass: [Int]

  /// A sampler of pairs from `dataset`.
  ///
  /// - Parameters:
  ///   - dataset: The classes and images to draw from.
  ///   - withinAlphabet: Whether pairs of two classes stay within one alphabet, which makes them
  ///     harder to tell apart; default false.
  ///   - balance: What every draw of a class is uniform over; default the classes.
  /// - Throws: ``SamplingError`` when a class has fewer than two images, or the dataset (or, within
  ///   alphabets, one of them) fewer than two classes.
  public init(
    _ dataset: ImageDataset, withinAlphabet: Bool = false, balance: Balance = .classes
  ) throws(SamplingError) {
    self.withinAlphabet = withinAlphabet
    self.balance = balance
    alphabets = Alphabets(of: dataset)
    alphabetOfClass = alphabets.alphabetOfClass
    if withinAlphabet {
      try alphabets.requireCharactersInEach(2, for: "a pair of two characters of one alphabet")
    } else {
      try alphabets.requireCharacters(2, for: "a pair of two characters")
    }
    try alphabets.requireImages(2, for: "a pair of one character")
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

  private func samePair(using random: inout SeededGenerator) -> (Int, Int) {
    let images = alphabets.images(of: character(using: &random)).sample(2, using: &random)
    return (images[0], images[1])
  }

  private func differentPair(using random: inout SeededGenerator) -> (Int, Int) {
    let first = character(using: &random)
    var second: Int
    repeat {
      second =
        withinAlphabet
        ? pick(alphabets.members[alphabetOfClass[first]], using: &random)
        : character(using: &random)
    } while second == first
    return (
      pick(alphabets.images(of: first), using: &random),
      pick(alphabets.images(of: second), using: &random)
    )
  }

  private func character(using random: inout SeededGenerator) -> Int {
    switch balance {
    case .classes: .random(in: 0..<alphabets.classCount, using: &random)
    case .alphabets: pick(pick(alphabets.members, using: &random), using: &random)
    }
  }

  private func pick<Element>(_ elements: [Element], using random: inout SeededGenerator) -> Element
  {
    elements[.random(in: elements.indices, using: &random)]
  }
}
