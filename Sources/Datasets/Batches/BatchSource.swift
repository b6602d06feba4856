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
}
