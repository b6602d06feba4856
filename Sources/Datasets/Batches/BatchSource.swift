import Basics

/// Batches without end, each known by the step that it is for.
///
/// What a batch holds depends on the source and the step alone, not on what was asked for before: a
/// run that goes on at step 700 gets what it would have got, and a second run gets the same.
///
/// `Batches` is the one to use unless batches have to come from elsewhere:
///
/// ```swift
/// struct Repeated: BatchSource {
///   let batch: Tensor
///   var itemsPerBatch: Int { batch.shape[0] }
///   func batch(at step: Int) -> Tensor { batch }
/// }
/// ```
public protocol BatchSource<Batch>: Sendable {
  /// What a step of training is given.
  associatedtype Batch: Sendable

  /// How many items, such as images or pairs, a batch has: for speeds and for the length of an epoch.
  var itemsPerBatch: Int { get }

  /// The batch for a step, counted from 0, after waiting for it if need be.
  ///
  /// - Throws: Whatever keeps this batch from being made.
  func batch(at step: Int) throws -> Batch

  /// A source whose batch n is this one's number `number(n)`: what a process that trains with others asks
  /// for, which needs one of several. By default it asks this source each time; one that makes batches
  /// ahead makes those that are asked for.
  func renumbered(_ number: @escaping @Sendable (Int) -> Int) -> any BatchSource<Batch>
}

extension BatchSource {
  /// Asks this source for the batch of the other number.
  public func renumbered(
    _ number: @escaping @Sendable (Int) -> Int
  ) -> any BatchSource<Batch> { RenumberedBatches(source: self, number: number) }

  /// The batches `rank`, `rank + count`, … of this source, as a source of their own: what process `rank`
  /// of `count` gets in a loop of your own.
  public func share(of rank: Int, count: Int) -> any BatchSource<Batch> {
    require(
      rank >= 0 && rank < count, "share(of:count:): expected a rank below \(count), got \(rank)")
    return renumbered { $0 * count + rank }
  }
}

private struct RenumberedBatches<Source: BatchSource>: BatchSource {
  let source: Source
  let number: @Sendable (Int) -> Int
  var itemsPerBatch: Int { source.itemsPerBatch }
  func batch(at step: Int) throws -> Source.Batch { try source.batch(at: number(step)) }
}
