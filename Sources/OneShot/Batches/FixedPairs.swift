import Basics
import Datasets
import Tensor

/// A fixed set of training pairs, each as it is and in a number of distorted copies, gone through in a
/// new order each round.
///
/// Koch, Zemel and Salakhutdinov, "Siamese neural networks for one-shot image recognition", 2015,
/// sections 3.3 and 3.4: 30,000, 90,000 or 150,000 pairs, and eight copies of each.
///
/// ```swift
/// let sampler = try PairSampler(training, balance: .groups)
/// let batches = FixedPairs(
///   sampler, pairs: 30_000, copies: 8, batchSize: 128, seed: 1)
/// ```
public struct FixedPairs: BatchSource {
  /// The pairs before distortion.
  public let pairs: Int
  /// The distorted copies of each.
  public let copies: Int
  private let batches: Batches<ImagePairs>

  /// The pairs of a batch.
  public var itemsPerBatch: Int { batches.itemsPerBatch }

  /// A set of `pairs · (copies + 1)` pairs, every other one of one class.
  ///
  /// - Parameters:
  ///   - sampler: Draws the pairs.
  ///   - pairs: The pairs before distortion, at least one.
  ///   - copies: The distorted copies of each; default none.
  ///   - augmentation: How copies are distorted; default as in the paper.
  ///   - batchSize: The pairs of a batch, at most as many as the set has.
  ///   - seed: Determines the pairs, their distortions and their order.
  public init(
    _ sampler: PairSampler, pairs: Int, copies: Int = 0,
    augmentation: AffineAugmentation = AffineAugmentation(), batchSize: Int, seed: UInt64
  ) {
    require(
      pairs >= 1 && copies >= 0 && (1...pairs * (copies + 1)).contains(batchSize),
      "FixedPairs: batches of \(batchSize) from \(pairs) pairs with \(copies) copies of each")
    self.pairs = pairs
    self.copies = copies
    let set = PairCopies(sampler, copies: copies, augmentation: augmentation, seed: seed)
    let order = PairOrder(count: pairs * (copies + 1), seed: seed)
    batches = Batches(seed: seed, itemsPerBatch: batchSize) { step, _ in
      set.batch(order.places(step * batchSize..<(step + 1) * batchSize))
    }
  }

  /// The batch of a step; it depends on the seed and the step alone.
  public func batch(at step: Int) throws -> ImagePairs { try batches.batch(at: step) }

  /// Batches of other numbers, made ahead in a line of their own.
  public func renumbered(
    _ number: @escaping @Sendable (Int) -> Int
  ) -> any BatchSource<ImagePairs> { batches.renumbered(number) }
}

/// The images of places in the set: place n is copy n mod (copies + 1) of its pair.
private struct PairCopies: Sendable {
  private let sampler: PairSampler
  private let copies: Int
  private let augmentation: AffineAugmentation
  private let seed: UInt64

  init(_ sampler: PairSampler, copies: Int, augmentation: AffineAugmentation, seed: UInt64) {
    self.sampler = sampler
    self.copies = copies
    self.augmentation = augmentation
    self.seed = seed
  }

  func batch(_ places: [Int]) -> ImagePairs {
    var (left, right, targets): ([Tensor], [Tensor], [Float]) = ([], [], [])
    for place in places {
      let (pair, copy) = place.quotientAndRemainder(dividingBy: copies + 1)
      var random = SeededGenerator(seed: seed, "pair", pair)
      let drawn = sampler.batch(2, using: &random)
      let isSame = pair.isMultiple(of: 2) ? 1 : 0
      var images = sampler.groups.dataset.images(at: [drawn.left[isSame], drawn.right[isSame]])
      if copy > 0 {
        var random = SeededGenerator(seed: seed, "distortion", place)
        images = augmentation(images, using: &random)
      }
      left.append(images[0])
      right.append(images[1])
      targets.append(Float(isSame))
    }
    return ImagePairs(
      left: .stacked(left), right: .stacked(right),
      targets: Tensor(targets, shape: [places.count, 1]))
  }
}

/// The order of each round, the last one asked for kept.
private final class PairOrder: Sendable {
  private let count: Int
  private let seed: UInt64
  private let last = Lock<(round: Int, places: [Int])?>(nil)

  init(count: Int, seed: UInt64) {
    self.count = count
    self.seed = seed
  }

  /// Places in the set for a range of the endless sequence; it may reach into the next round.
  func places(_ range: Range<Int>) -> [Int] {
    let (round, start) = range.lowerBound.quotientAndRemainder(dividingBy: count)
    let places = Array(places(ofRound: round)[start...].prefix(range.count))
    if places.count == range.count { return places }
    return places + self.places(ofRound: round + 1).prefix(range.count - places.count)
  }

  private func places(ofRound round: Int) -> [Int] {
    last.withLock { last in
      if let last, last.round == round { return last.places }
      var random = SeededGenerator(seed: seed, "order", round)
      let places = (0..<count).shuffled(using: &random)
      last = (round, places)
      return places
    }
  }
}
