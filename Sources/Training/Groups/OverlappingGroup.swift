import Tensor

/// A group whose exchanges go on while its processes compute, so that a training sends gradients to the
/// other processes while the backward pass still makes more of them.
///
/// How the numbers of processes are added is the group's own affair: one result for any number of them,
/// bit for bit, is what ``TrainingGroup/mean(of:over:shapes:)`` is for.
public protocol OverlappingGroup: TrainingGroup {
  /// Whether a training should do so; the same on all processes.
  var overlaps: Bool { get }

  /// Begins to make the mean over all shards of a batch, on all processes.
  ///
  /// All processes begin the same means in the same order. Whatever else they exchange meanwhile must
  /// not wait for a mean that is not begun.
  ///
  /// - Parameters:
  ///   - sum: The sum of this process's shards, tensors of `shapes`, which may be written over; nil if
  ///     it has none.
  ///   - shards: The number of shards of all processes, by which the sum is divided.
  ///   - shapes: The shapes of the tensors, the same on all processes.
  /// - Returns: What waits for the mean, and throws what kept the processes from hearing each other. A
  ///   mean is made whether or not somebody waits for it.
  func beginMean(of sum: consuming [Tensor]?, over shards: Int, shapes: [Shape]) -> PendingMean
}

/// A mean that other processes take part in, and which need not be there yet.
public struct PendingMean {
  private let result: () throws -> [Tensor]

  /// A mean that `result` waits for.
  ///
  /// - Parameter result: Called once.
  public init(_ result: @escaping () throws -> [Tensor]) { self.result = result }

  /// Waits for the mean.
  ///
  /// - Throws: What kept the processes from hearing each other.
  public func wait() throws -> [Tensor] { try result() }
}
