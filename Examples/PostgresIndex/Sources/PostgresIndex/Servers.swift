import EmbeddingSearch
import Synchronization

/// The servers of an index and its table on each.
final class Servers: Sendable {
  private let connections: Mutex<[Connection]>
  private let table: String
  private let dimensions: Int
  private let score: String

  /// - Parameter score: What is selected of the scalars a and b of two embeddings.
  init(
    _ information: [String], table: String, dimensions: Int, score: String
  ) throws(PostgresError) {
    var opened: [Connection] = []
    for server in information { opened.append(try Connection(server)) }
    let name = try opened[0].quoted(table)
    for connection in opened {
      try connection.run(
        """
        CREATE TABLE IF NOT EXISTS \(name) (
          id bigint PRIMARY KEY,
          embedding float4[] NOT NULL CHECK (array_length(embedding, 1) = \(dimensions)))
        """)
    }
    connections = Mutex(opened)
    self.table = name
    self.dimensions = dimensions
    self.score = score
  }

  func count() throws -> Int {
    try onAll { connection, _ in try connection.send("SELECT count(*) FROM \(table)") }
      .reduce(0) { $0 + (Int($1[0]) ?? 0) }
  }

  func add(_ rows: [String], _ ids: [Int]) throws {
    try inTransaction(ids) { connection, places in
      let own = places.map { ids[$0] }
      let known = try connection.run(
        "SELECT id FROM \(table) WHERE id = ANY($1::bigint[]) LIMIT 1", [list(own)])
      if let id = known.first.flatMap({ Int($0[0]) }) {
        throw EmbeddingIndexError.duplicateID(id)
      }
      for place in places {
        try connection.run(
          "INSERT INTO \(table) VALUES ($1::bigint, $2::float4[])", ["\(ids[place])", rows[place]])
      }
    }
  }

  func remove(_ ids: [Int]) throws {
    try inTransaction(ids) { connection, places in
      let own = places.map { ids[$0] }
      let gone = try connection.run(
        "DELETE FROM \(table) WHERE id = ANY($1::bigint[]) RETURNING id", [list(own)])
      let found = Set(gone.compactMap { Int($0[0]) })
      if let unknown = own.first(where: { !found.contains($0) }) {
        throw EmbeddingIndexError.unknownID(unknown)
      }
    }
  }

  /// The `k` best of each server for a query.
  func best(_ k: Int, for query: String) throws -> [(id: Int, score: Double)] {
    let statement = """
      SELECT id, (SELECT \(score) FROM unnest(embedding::float8[], $1::float8[]) AS pairs(a, b)) AS score
      FROM \(table) ORDER BY score DESC, id LIMIT \(k)
      """
    return try onAll { connection, _ in try connection.send(statement, [query]) }
      .compactMap { row in
        guard let id = Int(row[0]), let score = Double(row[1]) else { return nil }
        return (id, score)
      }
  }

  /// Lets all servers work at once; the rows of all of them.
  private func onAll(_ send: (Connection, Int) throws -> Void) throws -> [[String]] {
    try connections.withLock { connections in
      var rows: [[String]] = []
      var failure: (any Error)?
      var asked: [Connection] = []
      do {
        for (number, connection) in connections.enumerated() {
          try send(connection, number)
          asked.append(connection)
        }
      } catch {
        failure = error
      }
      // Whoever was asked is listened to, whatever the others say.
      for connection in asked {
        do { rows += try connection.receive() } catch { failure = failure ?? error }
      }
      if let failure { throw failure }
      return rows
    }
  }

  /// Runs `body` on each server that has some of the ids, with their places, and keeps what it did on all
  /// servers or on none.
  private func inTransaction(_ ids: [Int], _ body: (Connection, [Int]) throws -> Void) throws {
    try connections.withLock { connections in
      let places = Dictionary(grouping: ids.indices) {
        Self.server(of: ids[$0], among: connections.count)
      }
      let parts = places.sorted { $0.key < $1.key }.map { (connections[$0.key], $0.value) }
      do {
        for (connection, places) in parts {
          try connection.run("BEGIN")
          try body(connection, places)
        }
        for (connection, _) in parts { try connection.run("COMMIT") }
      } catch {
        for (connection, _) in parts { _ = try? connection.run("ROLLBACK") }
        throw error
      }
    }
  }

  /// Where an id is: its bits are mixed, as ids often follow one another.
  static func server(of id: Int, among count: Int) -> Int {
    var bits = UInt64(bitPattern: Int64(id)) &* 0x9E37_79B9_7F4A_7C15
    bits ^= bits >> 32
    return Int(bits % UInt64(count))
  }

  private func list(_ ids: [Int]) -> String {
    "{" + ids.map { "\($0)" }.joined(separator: ",") + "}"
  }
}
