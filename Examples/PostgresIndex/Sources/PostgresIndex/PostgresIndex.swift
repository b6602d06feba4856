import EmbeddingSearch
import Foundation
import Tensor

/// An index in tables of PostgreSQL, one on each of several servers: an embedding lies on the server that the
/// hash of its id says, and all servers search at once.
///
/// ```swift
/// let index = try PostgresIndex(
///   servers: ["host=a dbname=gallery", "host=b dbname=gallery"],
///   dimensions: 128, metric: .cosine)
/// try index.add(embeddings, ids: ids)
/// let matches = try index.search(queries, k: 10)
/// ```
///
/// It is exact: each server scores all of its embeddings, in SQL and double precision, and sends its `k` best.
/// Passwords belong in `PGPASSFILE` or a service file and not in a connection string, which ``save(to:)`` writes
/// down. What is added or removed is whole on each server; if one of several fails at the very moment when the
/// others have agreed, it lacks what they have.
public final class PostgresIndex: EmbeddingIndex {
  /// The size of an embedding.
  public let dimensions: Int
  /// What scores say.
  public let metric: EmbeddingMetric
  private let place: Place
  private let servers: Servers

  /// Where the embeddings are.
  private struct Place: Codable {
    let servers: [String]
    let table: String
    let dimensions: Int
    let metric: String
    let scale: Float
    let bias: Float
  }

  /// Opens the tables, which are made if they are not there.
  ///
  /// - Parameters:
  ///   - servers: A connection string for each server, always in the same order: it says where an id is.
  ///   - table: The name of the table; default `embeddings`.
  ///   - dimensions: The size of an embedding.
  ///   - metric: The inner product, the cosine, L1 or squared L2, without weights, and scaled as you like.
  /// - Throws: ``PostgresError`` if a server cannot be reached or refuses, and for another metric.
  public init(
    servers: [String], table: String = "embeddings", dimensions: Int,
    metric: EmbeddingMetric = .innerProduct
  ) throws {
    guard !servers.isEmpty, dimensions >= 1 else {
      throw PostgresError("expected at least one server and one dimension")
    }
    let sum = try Self.sum(metric)
    self.dimensions = dimensions
    self.metric = metric
    place = Place(
      servers: servers, table: table, dimensions: dimensions, metric: metric.name,
      scale: metric.scale, bias: metric.bias)
    self.servers = try Servers(
      servers, table: table, dimensions: dimensions,
      score: "\(sum) * \(Double(metric.scale))::float8 + \(Double(metric.bias))::float8")
  }

  /// The sum of a metric over the scalars a of a row and b of the query.
  private static func sum(_ metric: EmbeddingMetric) throws(PostgresError) -> String {
    guard metric.weights == nil, !metric.isCustom else {
      throw PostgresError("a metric with weights, or of the caller's, is not one of SQL")
    }
    switch metric.name {
    case "innerProduct": return "sum(a * b)"
    case "cosine":
      return "sum(a * b) / greatest(sqrt(sum(a * a)) * sqrt(sum(b * b)), 1e-24)"
    case "l1": return "sum(abs(a - b))"
    case "squaredL2": return "sum((a - b) * (a - b))"
    default: throw PostgresError("the metric \(metric.name) is not one of SQL here")
    }
  }

  /// The number of embeddings on all servers.
  public var count: Int { get throws { try servers.count() } }

  /// Adds embeddings, `[n, dimensions]`; all or none.
  ///
  /// - Throws: `EmbeddingIndexError` for what does not fit, and ``PostgresError``.
  public func add(_ embeddings: Tensor, ids: [Int]) throws {
    try check(embeddings)
    guard embeddings.shape[0] == ids.count else {
      throw EmbeddingIndexError.differentCounts(embeddings: embeddings.shape[0], ids: ids.count)
    }
    if let negative = ids.first(where: { $0 < 0 }) {
      throw EmbeddingIndexError.negativeID(negative)
    }
    try checkDistinct(ids)
    try servers.add(rows(embeddings), ids)
  }

  /// Takes embeddings out; all or none.
  ///
  /// - Throws: `EmbeddingIndexError` for an id that is unknown or there twice, and ``PostgresError``.
  public func remove(_ ids: [Int]) throws {
    try checkDistinct(ids)
    try servers.remove(ids)
  }

  /// The most alike to each query, best first; of equal scores the smaller id first.
  ///
  /// - Throws: `EmbeddingIndexError` for what does not fit, and ``PostgresError``.
  public func search(_ queries: Tensor, k: Int) throws -> [[EmbeddingMatch]] {
    guard k >= 1 else { throw EmbeddingIndexError.tooFewMatches(k) }
    try check(queries)
    return try rows(queries).map { query in
      let found = try servers.best(k, for: query)
      let order = found.sorted { $0.score != $1.score ? $0.score > $1.score : $0.id < $1.id }
      return order.prefix(k).map { EmbeddingMatch(id: $0.id, score: Float($0.score)) }
    }
  }

  /// Writes down where the embeddings are; they stay there.
  public func save(to url: URL) throws {
    try JSONEncoder().encode(place).write(to: url, options: .atomic)
  }

  /// Opens the tables that ``save(to:)`` wrote down.
  public convenience init(contentsOf url: URL) throws {
    let place = try JSONDecoder().decode(Place.self, from: Data(contentsOf: url))
    let known: [EmbeddingMetric] = [.innerProduct, .cosine, .l1, .squaredL2]
    guard let metric = known.first(where: { $0.name == place.metric }) else {
      throw PostgresError("the metric \(place.metric) is not one of SQL here")
    }
    try self.init(
      servers: place.servers, table: place.table, dimensions: place.dimensions,
      metric: metric.scaled(by: place.scale / metric.scale, adding: place.bias))
  }

  private func check(_ rows: Tensor) throws(EmbeddingIndexError) {
    guard rows.rank == 2, rows.shape[1] == dimensions else {
      throw .wrongShape(rows.shape, dimensions: dimensions)
    }
    let place = rows.scalars.firstIndex { !$0.isFinite }
    if let place { throw .notFinite(row: place / dimensions) }
  }

  private func checkDistinct(_ ids: [Int]) throws(EmbeddingIndexError) {
    var seen = Set<Int>()
    for id in ids where !seen.insert(id).inserted { throw .duplicateID(id) }
  }

  /// Rows as PostgreSQL writes arrays.
  private func rows(_ tensor: Tensor) -> [String] {
    let scalars = tensor.scalars
    return (0..<tensor.shape[0]).map { row in
      let row = scalars[row * dimensions..<(row + 1) * dimensions]
      return "{" + row.map { "\($0)" }.joined(separator: ",") + "}"
    }
  }
}
