import Basics
import Tensor

/// Embeddings and their classes that a batch is compared with, instead of with itself: those of a
/// ``CrossBatchMemory``, or of a gallery. They are constants.
///
/// ```swift
/// let gallery = ReferenceSet(embeddings: known, labels: classes)
/// let loss = multiSimilarityLoss(
///   embeddings, labels: labels, against: gallery)
/// ```
public struct ReferenceSet: Sendable {
  /// `[count, features]`, without history.
  public let embeddings: Tensor
  /// The class of each.
  public let labels: [Int]
  /// For each element of the batch where it is itself in the set, or nil if it is not: no element is
  /// compared with itself. Empty if the set has none of the batch.
  public let places: [Int?]

  /// A reference set.
  ///
  /// - Parameters:
  ///   - embeddings: `[count, features]`; they become constants.
  ///   - labels: The class of each.
  ///   - places: For each element of the batch where it is itself in the set, or nil; default empty: the
  ///     set has none of the batch.
  public init(embeddings: Tensor, labels: [Int], places: [Int?] = []) {
    require(
      embeddings.rank == 2 && embeddings.shape[0] == labels.count,
      "ReferenceSet: \(labels.count) labels for embeddings \(embeddings.shape)")
    require(
      places.allSatisfy { $0.map(labels.indices.contains) ?? true },
      "ReferenceSet: places \(places) in a set of \(labels.count)")
    self.embeddings = embeddings.detached
    self.labels = labels
    self.places = places
  }

  /// The number of its embeddings.
  public var count: Int { labels.count }

  /// `[rows, count]`: 1 where an element of the batch meets itself.
  func own(of rows: Int, _ loss: String) -> Tensor {
    require(
      places.isEmpty || places.count == rows,
      "\(loss): a reference set with places for \(places.count) elements, a batch of \(rows)")
    var own = Tensor.zeros([rows, count])
    own.withUnsafeMutableScalars { own in
      for (row, place) in places.enumerated() {
        if let place { own[row * count + place] = 1 }
      }
    }
    return own
  }
}
