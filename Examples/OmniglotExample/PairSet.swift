import OneShot
import Synchronization

/// A fixed set of training pairs, each as it is and in a number of distorted copies, as in Koch et al.
/// 2015, sections 3.3 and 3.4. It is gone through in a new order each time.
final class PairSet: Sendable {
  private let dataset: ImageDataset
  private let sampler: PairSampler
  private let pairs: Int
  private let copies: Int
  private let augmentation: AffineAugmentation
  private let seed: UInt64
  /// The order of the round that was asked for last.
  private let order = Mutex<(round: Int, places: [Int])?>(nil)

  init(
    _ dataset: ImageDataset, pairs: Int, copies: Int, augmentation: AffineAugmentation,
    seed: UInt64
  ) throws {
    self.dataset = dataset
    sampler = try PairSampler(dataset, balance: .alphabets)
    self.pairs = pairs
    self.copies = copies
    self.augmentation = augmentation
    self.seed = seed
  }

  /// All pairs, their copies included.
  private var count: Int { pairs * (copies + 1) }

  /// The batch of a step; it depends on the step alone.
  func batch(_ size: Int, at step: Int) -> Batch {
    let (round, start) = (step * size).quotientAndRemainder(dividingBy: count)
    let places = places(start..<start + size, ofRound: round)
    var (left, right, targets): ([Tensor], [Tensor], [Float]) = ([], [], [])
    for place in places {
      let (pair, copy) = place.quotientAndRemainder(dividingBy: copies + 1)
      // Every other pair is one of two images of a class.
      var random = SeededGenerator(seed: seed, "pairs", pair)
      let batch = sampler.batch(2, using: &random)
      let isSame = pair.isMultiple(of: 2) ? 1 : 0
      var images = dataset.images(at: [batch.left[isSame], batch.right[isSame]])
      if copy > 0 {
        var random = SeededGenerator(seed: seed, "distortions", place)
        images = augmentation(images, using: &random)
      }
      left.append(images[0])
      right.append(images[1])
      targets.append(Float(isSame))
    }
    return .pairs(
      left: .stacked(left), right: .stacked(right), targets: Tensor(targets, shape: [size, 1]))
  }

  /// Positions in the set, in a random order of the round; a batch may reach into the next round.
  private func places(_ range: Range<Int>, ofRound round: Int) -> [Int] {
    let inside = range.clamped(to: 0..<count)
    let first = Array(places(ofRound: round)[inside])
    if inside == range { return first }
    return first + places(ofRound: round + 1).prefix(range.count - inside.count)
  }

  private func places(ofRound round: Int) -> [Int] {
    order.withLock { order in
      if let order, order.round == round { return order.places }
      var random = SeededGenerator(seed: seed, "order", round)
      let places = (0..<count).shuffled(using: &random)
      order = (round, places)
      return places
    }
  }
}
