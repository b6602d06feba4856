import Foundation
import GRDB
import Logging
import ServiceRequests

/// The database: what it has committed survives a crash of the process and of the machine.
///
/// Changes are made one after another, on a thread of their own; those that arrive while one is being
/// written are committed together, since a commit waits for the disk. Reading waits for no change.
final class Store: Sendable {
  /// A change: what it does in the transaction, which gives what to do and to answer once it is committed.
  typealias Change = @Sendable (Database) throws -> Commitment
  typealias Commitment = @Sendable () throws -> any Sendable

  private let pool: DatabasePool
  private let lock: DatabaseLock
  private let writer: Batcher<Change, any Sendable>

  /// Opens the database in a file, which is made if it is not there.
  ///
  /// - Throws: `DatabaseError`, and ``Problem`` if another process has it.
  init(_ url: URL, logger: Logger) throws {
    lock = try DatabaseLock(for: url)
    var configuration = Configuration()
    configuration.label = "oneshot"
    configuration.maximumReaderCount = 4
    configuration.busyMode = .timeout(5)
    let pool = try DatabasePool(
      path: url.path(percentEncoded: false), configuration: configuration)
    self.pool = pool
    try Schema.migrator.migrate(pool)
    // A pool sets NORMAL, which keeps a database whole but loses the last commits at a power cut.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    writer = Batcher("writing", batchSize: 64, capacity: 1024) { changes in
      Self.commit(changes, to: pool, logger: logger)
    }
  }

  /// Makes changes in one transaction, each of them wholly or not at all, and then what follows from
  /// them in memory, in the same order.
  private static func commit(
    _ changes: [Change], to pool: DatabasePool, logger: Logger
  ) -> [Result<any Sendable, any Error>] {
    do {
      let commitments = try pool.write { database in
        try changes.map { change in try attempt(change, in: database) }
      }
      return commitments.map { commitment in Result { try commitment.get()() } }
    } catch {
      logger.error(
        "changes are lost", metadata: ["count": "\(changes.count)", "error": "\(error)"])
      let problem = Problem.unavailable("The change cannot be stored.", retryAfter: 5)
      return changes.map { _ in .failure(problem) }
    }
  }

  private static func attempt(
    _ change: Change, in database: Database
  ) throws -> Result<Commitment, any Error> {
    var result: Result<Commitment, any Error>?
    do {
      try database.inSavepoint {
        result = .success(try change(database))
        return .commit
      }
      guard let result else { throw DatabaseError(message: "a change without a result") }
      return result
    } catch let error as Problem {
      return .failure(error)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      return .failure(error)
    }
  }

  /// Makes a change: first in the database, and once that is safe in memory.
  ///
  /// - Parameter change: Works in a transaction, and gives what is done after it, whose result is the
  ///   answer.
  /// - Throws: ``Problem/busy`` if too many changes wait, and what `change` throws; then nothing has changed.
  func change<Answer: Sendable>(
    _ change: @escaping @Sendable (Database) throws -> @Sendable () throws -> Answer
  ) async throws -> Answer {
    let answer = try await writer { database in
      let commitment = try change(database)
      return { try commitment() }
    }
    guard let answer = answer as? Answer else {
      throw Problem(.internalServerError, "The service lost an answer.")
    }
    return answer
  }

  /// A change before the service answers requests.
  func changeNow<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try pool.write(body)
  }

  /// What is stored, as of one moment.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    try await pool.read(body)
  }

  /// As `read(_:)`, on this thread.
  func readNow<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try pool.read(body)
  }
}
