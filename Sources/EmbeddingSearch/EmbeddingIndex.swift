import Foundation
import Tensor

/// Embeddings under numbers, of which the most alike to others are found.
///
/// An index of one's own, such as a table in a database, conforms to this protocol and takes part wherever an
/// index is asked for; since a database may be out of reach, every member may throw.
public protocol EmbeddingIndex: Sendable {
  /// The size of an embedding.
  var dimensions: Int { get }
  /// What scores say: a larger one means more alike.
  var metric: EmbeddingMetric { get }
  /// The number of embeddings that a search can find.
  var count: Int { get throws }

  /// Adds embeddings; all or none.
  ///
  /// - Parameters:
  ///   - embeddings: `[n, dimensions]`, finite.
  ///   - ids: A number for each, not negative; none twice and none that the index has.
  /// - Throws: ``EmbeddingIndexError`` for what does not fit, and what the index's storage throws.
  mutating func add(_ embeddings: Tensor, ids: [Int]) throws

  /// Takes embeddings out; all or none.
  ///
  /// - Throws: ``EmbeddingIndexError`` for a number that the index does not have or that is there twice, and
  ///   what the index's storage throws.
  mutating func remove(_ ids: [Int]) throws

  /// The most alike to each query, best first.
  ///
  /// - Parameters:
  ///   - queries: `[m, dimensions]`, finite.
  ///   - k: How many for each, at least 1.
  /// - Returns: For each query `k` matches, or all if the index has fewer. Of equal scores the smaller id
  ///   comes first.
  /// - Throws: ``EmbeddingIndexError`` for what does not fit, and what the index's storage throws.
  func search(_ queries: Tensor, k: Int) throws -> [[EmbeddingMatch]]

  /// Writes the index, so that ``init(contentsOf:)`` gets it back: all of it, or for a database where it is.
  func save(to url: URL) throws

  /// Opens what ``save(to:)`` wrote.
  init(contentsOf url: URL) throws
}

/// An embedding that a search found.
public struct EmbeddingMatch: Sendable, Hashable {
  /// The number under which it was added.
  public let id: Int
  /// How alike it is to the query, by the index's metric.
  public let score: Float

  /// A match.
  public init(id: Int, score: Float) {
    self.id = id
    self.score = score
  }
}
