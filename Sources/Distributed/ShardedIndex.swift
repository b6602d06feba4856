import Autograd
import EmbeddingSearch
import Files
import Foundation
import Tensor

/// An index of which each process of a group holds a part, for more embeddings than one machine has room
/// for: a search asks all parts at once and gathers the best.
///
/// ```swift
/// var index = try ShardedIndex(
///   FlatIndex(dimensions: 128, metric: .cosine), by: group)
/// try index.add(embeddings, ids: Array(0..<1000))
/// let matches = try index.search(queries, k: 10)
/// ```
///
/// All processes call the same functions with the same arguments, and have the same results. An embedding
/// belongs to one process, by a hash of its number. A search takes as long as the slowest part's, and sends
/// `count · queries · k` matches; it is exact if the parts are.
public struct ShardedIndex<Part: EmbeddingIndex>: EmbeddingIndex {
  /// What this process has.
  public private(set) var part: Part
  /// The processes.
  public let group: DistributedGroup

  /// The size of an embedding.
  public var dimensions: Int { part.dimensions }
  /// What scores say.
  public var metric: EmbeddingMetric { part.metric }
  /// The number of embeddings of all processes, which all must ask for.
  public var count: Int {
    get throws { try group.gather(try part.count).reduce(0, +) }
  }

  /// An index of the parts that all processes have.
  ///
  /// - Parameters:
  ///   - part: This process's, empty or with what was added to it through such an index of as many processes.
  ///   - group: The processes.
  /// - Throws: ``DistributedError`` if the parts are of different sizes of embeddings or metrics.
  public init(_ part: Part, by group: DistributedGroup) throws {
    try group.agree(on: "kind of index", "\(part.dimensions) dimensions, \(part.metric.name)")
    (self.part, self.group) = (part, group)
  }

  /// Adds embeddings, each on the process that it belongs to; all or none.
  ///
  /// - Throws: `EmbeddingIndexError` for what does not fit; ``DistributedError`` if another process's part
  ///   failed or a message is lost; what the part's storage throws.
  public mutating func add(_ embeddings: Tensor, ids: [Int]) throws {
    try EmbeddingIndexError.check(embeddings, ids: ids, dimensions: dimensions)
    let places = ids.indices.filter { owner(of: ids[$0]) == group.rank }
    let mine = places.map { ids[$0] }
    do {
      try group.together {
        if !mine.isEmpty { try part.add(embeddings.gathered(at: places), ids: mine) }
      }
    } catch let error as DistributedError {
      if case .failedElsewhere = error, !mine.isEmpty { try part.remove(mine) }
      throw error
    }
  }

  /// Takes embeddings out; all or none, unless a part is no value, such as a table in a database: what
  /// that one removed stays removed where another part failed.
  ///
  /// - Throws: As ``add(_:ids:)``.
  public mutating func remove(_ ids: [Int]) throws {
    try EmbeddingIndexError.checkDistinct(ids)
    let mine = ids.filter { owner(of: $0) == group.rank }
    let before = part
    do {
      try group.together { if !mine.isEmpty { try part.remove(mine) } }
    } catch {
      part = before
      throw error
    }
  }

  /// The most alike to each query of all processes' embeddings, best first.
  ///
  /// - Throws: `EmbeddingIndexError` for what does not fit; ``DistributedError`` if another process's part
  ///   failed or a message is lost; what the part's storage throws.
  public func search(_ queries: Tensor, k: Int) throws -> [[EmbeddingMatch]] {
    try EmbeddingIndexError.check(queries: queries, k: k, dimensions: dimensions)
    let mine = try group.together { try part.search(queries, k: k) }
    var all = mine.map { _ in [EmbeddingMatch]() }
    for bytes in try group.gather(bytes: MatchMessage.bytes(of: mine)) {
      for (query, matches) in MatchMessage.matches(in: bytes).enumerated() {
        all[query] += matches
      }
    }
    return all.map { matches in
      Array(matches.sorted { ($1.score, $0.id) < ($0.score, $1.id) }.prefix(k))
    }
  }

  /// Writes each process's part to a file of its own in a folder: `part-0-of-4`, which that process alone
  /// needs to see.
  ///
  /// - Throws: What the parts throw, and ``DistributedError``.
  public func save(to url: URL) throws {
    try group.together {
      try Files.makeFolder(url)
      try part.save(to: Self.file(in: url, group))
    }
  }

  /// Opens what ``save(to:)`` wrote, by as many processes.
  ///
  /// - Throws: What the parts throw, ``DistributedError``, and ``/Files/FileProblem`` if this process's
  ///   part is not there.
  public init(contentsOf url: URL) throws {
    let group = try DistributedGroup()
    let part = try group.together {
      let file = Self.file(in: url, group)
      guard Files.exists(file) else {
        throw FileProblem(
          url, found: try Files.names(in: url).sorted().joined(separator: ", "),
          expected: file.lastPathComponent + ", so many processes as there were")
      }
      return try Part(contentsOf: file)
    }
    try self.init(part, by: group)
  }

  private func owner(of id: Int) -> Int {
    // The mixer of SplitMix64: neighbors in number are no neighbors here.
    var hash = UInt64(bitPattern: Int64(id)) &+ 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((hash ^ hash >> 31) % UInt64(group.count))
  }

  private static func file(in url: URL, _ group: DistributedGroup) -> URL {
    url.appending(path: "part-\(group.rank)-of-\(group.count)")
  }
}
