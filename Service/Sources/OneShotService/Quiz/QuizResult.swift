import Foundation
import GRDB

/// How a person did in a quiz, and how the network did.
struct QuizResult: Codable, Sendable {
  var id: Int64?
  var created: Date?
  /// Of the person; nil if it was not said.
  var name: String?
  let seed: Int64
  /// The number of tasks.
  let tasks: Int
  /// How many of them the person got right.
  let correct: Int
  /// How many of them the network got right.
  let network: Int

  private enum CodingKeys: CodingKey { case id, created, name, seed, tasks, correct, network }

  init(
    id: Int64, created: Date, name: String?, seed: Int64, tasks: Int, correct: Int, network: Int
  ) {
    self.id = id
    self.created = created
    self.name = name
    self.seed = seed
    self.tasks = tasks
    self.correct = correct
    self.network = network
  }

  /// What a client sends; number and time are the service's own.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decodeIfPresent(String.self, forKey: .name)
    seed = try values.decode(Int64.self, forKey: .seed)
    tasks = try values.decode(Int.self, forKey: .tasks)
    correct = try values.decode(Int.self, forKey: .correct)
    network = try values.decode(Int.self, forKey: .network)
  }

  /// - Throws: ``Problem`` if a number or the name is not possible.
  func requirePossible() throws {
    guard (1...1000).contains(tasks), (0...tasks).contains(correct), (0...tasks).contains(network),
      (0...(1 << 53 - 1)).contains(seed)
    else {
      throw Problem(
        .unprocessableContent, "The result is not possible.",
        found: "seed \(seed), \(tasks) tasks, \(correct) and \(network) right",
        expected: "a seed of the quiz, 1 to 1000 tasks, and no more right than there are")
    }
    if let name { _ = try Label(name) }
  }
}

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
