import Basics
import Files
import Foundation
import Tensor

/// An index whose embeddings are mapped to fewer dimensions first: it takes less memory and time, and finds
/// what is alike there.
///
/// ```swift
/// let projection = try Projection.principalComponents(of: rows, count: 64)
/// var index = ProjectedIndex(
///   projection, FlatIndex(dimensions: 64, metric: .squaredL2))
/// try index.add(rows, ids: ids)
/// ```
public struct ProjectedIndex<Base: EmbeddingIndex>: EmbeddingIndex {
  /// What becomes of embeddings and queries.
  public let projection: Projection
  /// Holds what became of them.
  public private(set) var base: Base

  /// An index that maps embeddings by `projection` and holds them in `base`, whose dimensions are the
  /// projection's outputs.
  public init(_ projection: Projection, _ base: Base) {
    require(
      base.dimensions == projection.outputs,
      "ProjectedIndex: expected an index of \(projection.outputs) dimensions, got \(base.dimensions)"
    )
    self.projection = projection
    self.base = base
  }

  /// The size of an embedding before it is mapped.
  public var dimensions: Int { projection.dimensions }

  /// What scores of mapped embeddings say.
  public var metric: EmbeddingMetric { base.metric }

  /// The number of embeddings.
  public var count: Int { get throws { try base.count } }

  /// Adds embeddings, `[n, dimensions]`; all or none.
  ///
  /// - Throws: ``EmbeddingIndexError`` for what does not fit, and what the base throws.
  public mutating func add(_ embeddings: Tensor, ids: [Int]) throws {
    try EmbeddingIndexError.check(embeddings, ids: ids, dimensions: dimensions)
    try base.add(projection(embeddings), ids: ids)
  }

  /// Takes embeddings out; all or none.
  ///
  /// - Throws: What the base throws.
  public mutating func remove(_ ids: [Int]) throws { try base.remove(ids) }

  /// The most alike to each query among the mapped embeddings, best first.
  ///
  /// - Throws: ``EmbeddingIndexError`` for what does not fit, and what the base throws.
  public func search(_ queries: Tensor, k: Int) throws -> [[EmbeddingMatch]] {
    try EmbeddingIndexError.check(queries: queries, k: k, dimensions: dimensions)
    return try base.search(projection(queries), k: k)
  }

  /// Writes a folder with the projection and the index.
  ///
  /// - Parameter url: The folder, made if it is not there. What it holds of an earlier index stays whole until
  ///   the new one is.
  /// - Throws: `FileProblem` if a file cannot be written, and what the base throws.
  public func save(to url: URL) throws {
    try Files.makeFolder(url)
    // The projection comes last and says which index is its own.
    let name = Self.indexName(projection)
    try base.save(to: url.appending(path: name))
    try projection.save(to: url.appending(path: Self.projectionName))
    for other in try Files.names(in: url) where other != name && other.hasPrefix("index-") {
      Files.remove(url.appending(path: other))
    }
  }

  /// Opens a folder that ``save(to:)`` wrote.
  ///
  /// - Throws: `FileProblem` if a file cannot be read or is damaged, and what the base throws.
  public init(contentsOf url: URL) throws {
    let projection = try Projection(contentsOf: url.appending(path: Self.projectionName))
    let file = url.appending(path: Self.indexName(projection))
    let base = try Base(contentsOf: file)
    guard base.dimensions == projection.outputs else {
      throw FileProblem(
        file, found: "an index of \(base.dimensions) dimensions",
        expected: "one of \(projection.outputs)")
    }
    self.init(projection, base)
  }

  private static var projectionName: String { "projection" }

  private static func indexName(_ projection: Projection) -> String {
    "index-" + String(projection.fingerprint, radix: 36)
  }
}
