import Foundation
import GRDB
import OneShot
import ServiceRequests

extension Rows {
  /// A recogniser without its examples.
  struct Recognizer: Sendable {
    var id: Int64
    var name: String
    /// The digest of the network that it brought; nil if it uses the service's.
    var own: String?
    /// The digest of the network that its embeddings are of.
    var digest: String
    /// Nil for those of the network.
    var thresholds: Thresholds?
  }

  /// All recognisers, in the order in which they came.
  static func recognizers(in database: Database) throws -> [Recognizer] {
    try Row.fetchAll(database, sql: "SELECT * FROM recognizers ORDER BY id").map(recognizer)
  }

  private static func recognizer(_ row: Row) -> Recognizer {
    let source = (row["source"] as String?).flatMap(ThresholdSource.init)
    let rejection = (row["rejection"] as Double?).map { Float($0) }
    let verification = Float((row["verification"] as Double?) ?? 0)
    return Recognizer(
      id: row["id"], name: row["name"], own: row["own"], digest: row["digest"],
      thresholds: source.map {
        Thresholds(rejection: rejection, verification: verification, source: $0)
      })
  }

  /// Adds an empty recogniser.
  ///
  /// - Parameters:
  ///   - network: The network that its embeddings will be of.
  ///   - own: Whether it brought that network, which is stored then.
  @discardableResult
  static func addRecognizer(
    _ name: String, like network: ServedNetwork, own: [UInt8]? = nil,
    thresholds: Thresholds? = nil, in database: Database
  ) throws -> Recognizer {
    if let own {
      try database.execute(
        sql: "INSERT INTO networks (digest, file) VALUES (?, ?) ON CONFLICT DO NOTHING",
        arguments: [network.digest, Data(own)])
    }
    try database.execute(
      sql: "INSERT INTO recognizers (name, own, digest) VALUES (?, ?, ?)",
      arguments: [name, own == nil ? nil : network.digest, network.digest])
    let id = database.lastInsertedRowID
    if let thresholds { try set(thresholds, of: id, in: database) }
    return Recognizer(
      id: id, name: name, own: own == nil ? nil : network.digest, digest: network.digest,
      thresholds: thresholds)
  }

  /// Takes out a recogniser with its classes, and its network if no other one has it.
  ///
  /// - Returns: Whether it was there.
  static func removeRecognizer(_ name: String, in database: Database) throws -> Bool {
    try database.execute(sql: "DELETE FROM recognizers WHERE name = ?", arguments: [name])
    let wasThere = database.changesCount == 1
    try database.execute(
      sql: """
        DELETE FROM networks
        WHERE NOT EXISTS (SELECT 1 FROM recognizers WHERE own = networks.digest)
        """)
    return wasThere
  }

  /// Takes out all classes of a recogniser.
  static func removeClasses(of recognizer: Int64, in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM classes WHERE recognizer = ?", arguments: [recognizer])
  }

  /// - Throws: ``Problem`` if the recogniser is gone.
  static func set(
    _ thresholds: Thresholds, of recognizer: Int64, in database: Database
  ) throws {
    // Those of the network are not stored: they come with it.
    let stored = thresholds.source == .network ? nil : thresholds
    try database.execute(
      sql: "UPDATE recognizers SET source = ?, rejection = ?, verification = ? WHERE id = ?",
      arguments: [
        stored?.source.rawValue, stored?.rejection.map { Double($0) },
        stored.map { Double($0.verification) }, recognizer,
      ])
    guard database.changesCount == 1 else { throw gone }
  }

  /// The file of a network.
  static func network(_ digest: String, in database: Database) throws -> Data {
    let file = try Data.fetchOne(
      database, sql: "SELECT file FROM networks WHERE digest = ?", arguments: [digest])
    guard let file else { throw DatabaseError(message: "no network \(digest)") }
    return file
  }

  /// Puts other embeddings in the place of those that were there, and the network's own thresholds.
  static func setEmbeddings(
    _ embeddings: [(id: Int64, embedding: Tensor)], of recognizer: Int64, digest: String,
    in database: Database
  ) throws {
    for (id, embedding) in embeddings {
      try database.cachedStatement(sql: "UPDATE examples SET embedding = ? WHERE id = ?")
        .execute(arguments: [embedding.data, id])
    }
    try database.execute(
      sql: """
        UPDATE recognizers
        SET digest = ?, source = NULL, rejection = NULL, verification = NULL WHERE id = ?
        """, arguments: [digest, recognizer])
  }
}
