import Foundation
import GRDB
import ServiceRequests

extension Rows {
  /// The most results that are kept; of more the oldest are gone.
  private static let maximumResults = 10_000

  /// Adds a result; with its number and time.
  static func add(_ result: QuizResult, in database: Database) throws -> QuizResult {
    var result = result
    let created = Date(timeIntervalSince1970: Date.now.timeIntervalSince1970.rounded(.down))
    try database.execute(
      sql: """
        INSERT INTO results (created, name, seed, tasks, correct, network)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        Int64(created.timeIntervalSince1970), result.name, result.seed, result.tasks,
        result.correct, result.network,
      ])
    result.id = database.lastInsertedRowID
    result.created = created
    try database.execute(
      sql: "DELETE FROM results WHERE id <= ?",
      arguments: [database.lastInsertedRowID - Int64(maximumResults)])
    return result
  }

  /// The newest results, the newest first.
  static func results(in database: Database) throws -> [QuizResult] {
    try Row.fetchAll(database, sql: "SELECT * FROM results ORDER BY id DESC LIMIT 100").map {
      QuizResult(
        id: $0["id"], created: Date(timeIntervalSince1970: TimeInterval($0["created"] as Int64)),
        name: $0["name"], seed: $0["seed"], tasks: $0["tasks"], correct: $0["correct"],
        network: $0["network"])
    }
  }
}
