import Autograd
import Basics
import Tensor

/// Keeps the last embeddings that a training made, so that a small batch is compared with many more
/// than itself.
///
/// Embeddings change slowly once a training is under way, so that those of some steps ago still tell
/// which images are hard. They are constants; only the batch's own embeddings get a gradient. Wang,
/// Zhang, Huang and Scott, "Cross-batch memory for embedding learning", 2020, algorithm 1.
///
/// ```swift
/// var memory = CrossBatchMemory(capacity: 1024)
/// try train(
///   &leg, with: &optimizer, on: batches, steps: 1000
/// ) { leg, batch in
///   let embeddings = leg(batch.images)
///   let recent = memory.remember(embeddings, labels: batch.labels)
///   return multiSimilarityLoss(
///     embeddings, labels: batch.labels, against: recent)
/// }
/// ```
///
/// The paper begins after some hundred steps without a memory. A memory is no part of a checkpoint: a
/// training that goes on begins with an empty one.
public struct CrossBatchMemory: Sendable {
  /// The most embeddings that are kept, M.
  public let capacity: Int
  /// The classes of those that are kept, the oldest first.
  public private(set) var labels: [Int] = []
  private var stored: Tensor?

  /// An empty memory.
  ///
  /// - Parameter capacity: The most embeddings that are kept, at least 1; a batch must not be larger.
  public init(capacity: Int) {
    require(capacity >= 1, "CrossBatchMemory: expected a capacity of at least 1, got \(capacity)")
    self.capacity = capacity
  }

  /// The number of embeddings that are kept.
  public var count: Int { labels.count }

  /// The embeddings that are kept, `[count, features]`, the oldest first; nil of an empty memory.
  public var embeddings: Tensor? { stored }

  /// Keeps the embeddings of a batch, without their history, in the place of the oldest.
  ///
  /// - Parameters:
  ///   - embeddings: `[n, features]`, as many features as those before.
  ///   - labels: The class of each.
  /// - Returns: All that is kept now, the batch at its end, with the places of the batch.
  @discardableResult
  public mutating func remember(_ embeddings: Tensor, labels: [Int]) -> ReferenceSet {
    let batch = labels.count
    require(
      embeddings.rank == 2 && embeddings.shape[0] == batch && batch <= capacity,
      "CrossBatchMemory: \(batch) labels for embeddings \(embeddings.shape), at most \(capacity)")
    let (new, kept) = (embeddings.detached, min(count, capacity - batch))
    if let old = stored {
      require(
        old.shape[1] == new.shape[1],
        "CrossBatchMemory: expected embeddings of size \(old.shape[1]), got \(new.shape[1])")
      stored = .concatenated([old[count - kept..<count], new])
    } else {
      stored = new
    }
    self.labels = self.labels.suffix(kept) + labels
    return ReferenceSet(
      embeddings: stored!, labels: self.labels, places: (kept..<kept + batch).map { $0 })
  }

  /// Forgets everything.
  public mutating func removeAll() {
    labels = []
    stored = nil
  }
}
