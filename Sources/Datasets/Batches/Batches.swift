import Basics
import Tensor

/// Batches that a closure makes in the background, a few ahead of the step that asks for them.
///
/// Each batch draws from a random stream of its own, `SeededGenerator(seed: seed, "batches", step)`, so
/// that it depends on the seed and the step alone. Any step may be asked for; those that follow one
/// another have been made by then.
///
/// ```swift
/// let batches = Batches(itemsPerBatch: 80) { step, random in
///   let positions = (0..<80).map { _ in
///     Int.random(in: 0..<dataset.count, using: &random)
///   }
///   return dataset.images(
///     at: positions, distortion: distortion, using: &random)
/// }
/// let batch = try batches.batch(at: 700)  // [80, 28, 28, 1]
/// ```
public final class Batches<Batch: Sendable>: BatchSource {
  private typealias Line = Prefetcher<Result<Batch, any Error>>

  /// How many items a batch has.
  public let itemsPerBatch: Int
  private let ahead: Int
  private let make: @Sendable (Int) -> Result<Batch, any Error>
  /// Nothing is made before a first step is asked for, which need not be 0.
  private let line = Lock<Line?>(nil)

  /// A source of the batches that `make` makes.
  ///
  /// - Parameters:
  ///   - seed: Determines the batches; default 1.
  ///   - itemsPerBatch: How many items, such as images or pairs, a batch has.
  ///   - ahead: How many batches are made before they are asked for, at least 1; so many lie in memory
  ///     besides the one being worked with. Default 2.
  ///   - make: Makes the batch for a step, counted from 0, from that step's random stream. It is called
  ///     on one background thread at a time. What it throws is thrown by `batch(at:)` for that step.
  public init(
    seed: UInt64 = 1, itemsPerBatch: Int, ahead: Int = 2,
    make: @escaping @Sendable (_ step: Int, _ random: inout SeededGenerator) throws -> Batch
  ) {
    require(
      itemsPerBatch > 0 && ahead > 0,
      "Batches: itemsPerBatch and ahead must be at least 1, got \(itemsPerBatch) and \(ahead)")
    self.itemsPerBatch = itemsPerBatch
    self.ahead = ahead
    self.make = { step in
      var random = SeededGenerator(seed: seed, "batches", step)
      return Result { try make(step, &random) }
    }
  }

  private init(
    itemsPerBatch: Int, ahead: Int, make: @escaping @Sendable (Int) -> Result<Batch, any Error>
  ) {
    (self.itemsPerBatch, self.ahead, self.make) = (itemsPerBatch, ahead, make)
  }

  /// Batches of other numbers, made ahead in a line of their own.
  public func renumbered(
    _ number: @escaping @Sendable (Int) -> Int
  ) -> any BatchSource<Batch> {
    let make = make
    return Batches(itemsPerBatch: itemsPerBatch, ahead: ahead) { make(number($0)) }
  }

  /// The batch for a step, counted from 0, after waiting for it if need be.
  ///
  /// - Throws: What the closure threw for this step.
  public func batch(at step: Int) throws -> Batch {
    require(step >= 0, "Batches: steps are counted from 0, got \(step)")
    let result = try line.withLock { line in
      let current = line ?? Line(ahead: ahead, from: step, make: make)
      line = current
      return try current.batch(at: step)
    }
    guard let result else { fatalError("Batches: the batches ended at step \(step)") }
    return try result.get()
  }
}
