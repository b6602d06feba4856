import Tensor

/// Processes that train one model together, each on its part of every batch.
///
/// The training knows nothing else of them: the product `Distributed` has one on MPI, and another way
/// to reach each other is another conformance. Every process calls
/// ``fit(_:with:on:plan:callbacks:loss:validation:)`` with the same arguments, and so calls these
/// functions in the same order.
public protocol TrainingGroup: AnyObject, Sendable {
  /// The number of this process, from 0. The first one alone calls callbacks and writes checkpoints.
  var rank: Int { get }
  /// The number of processes.
  var count: Int { get }

  /// The bytes of the first process, on all of them.
  ///
  /// - Parameter bytes: What the first process has to say; the others may pass none.
  /// - Throws: What keeps the processes from hearing each other.
  func broadcast(_ bytes: [UInt8]) throws -> [UInt8]

  /// Puts the scalars of the first process into the tensors of the others, which have the same shapes.
  ///
  /// - Throws: What keeps the processes from hearing each other.
  func broadcast(_ tensors: inout [Tensor]) throws

  /// The mean over all shards of a batch, on all processes.
  ///
  /// To be the same for any number of processes, bit for bit, it adds as ``ShardTree/sum(_:_:add:)``
  /// does, and multiplies the sum with the reciprocal of the number of shards.
  ///
  /// - Parameters:
  ///   - sums: For each of the tree's ``ShardTree/parts(of:count:)`` that this process has, the sum of
  ///     its shards: tensors of `shapes`. They may be written over.
  ///   - tree: The order in which shards are added.
  ///   - shapes: The shapes of the tensors, the same on all processes.
  /// - Throws: What keeps the processes from hearing each other.
  func mean(of sums: consuming [[Tensor]], over tree: ShardTree, shapes: [Shape]) throws -> [Tensor]
}
