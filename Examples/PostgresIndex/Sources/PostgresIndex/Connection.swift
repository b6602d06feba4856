import CPostgres
import Foundation

/// One connection to a server, used by one thread at a time: whoever has the index's lock.
final class Connection: @unchecked Sendable {
  private let handle: OpaquePointer

  init(_ information: String) throws(PostgresError) {
    guard let handle = PQconnectdb(information) else { throw PostgresError("out of memory") }
    guard PQstatus(handle) == CONNECTION_OK else {
      let error = PostgresError(String(cString: PQerrorMessage(handle)))
      PQfinish(handle)
      throw error
    }
    self.handle = handle
    // Notices, such as that a table is there already, are not for the program's standard error.
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
  }

  deinit { PQfinish(handle) }

  /// Sends a statement with text parameters and does not wait for what comes of it.
  func send(_ statement: String, _ parameters: [String] = []) throws(PostgresError) {
    let copies = parameters.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let values = copies.map { UnsafePointer($0) }
    let isSent = PQsendQueryParams(
      handle, statement, Int32(parameters.count), nil, values, nil, nil, 0)
    guard isSent == 1 else { throw PostgresError(String(cString: PQerrorMessage(handle))) }
  }

  /// The rows that come of what was sent, as text.
  func receive() throws(PostgresError) -> [[String]] {
    var rows: [[String]] = []
    var failure: PostgresError?
    // All results are taken, or the connection would not take another statement.
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_TUPLES_OK:
        rows += (0..<PQntuples(result)).map { row in
          (0..<PQnfields(result)).map { String(cString: PQgetvalue(result, row, $0)) }
        }
      case PGRES_COMMAND_OK: break
      default: failure = failure ?? PostgresError(String(cString: PQresultErrorMessage(result)))
      }
    }
    if let failure { throw failure }
    return rows
  }

  /// Sends a statement and waits for its rows.
  @discardableResult
  func run(_ statement: String, _ parameters: [String] = []) throws(PostgresError) -> [[String]] {
    try send(statement, parameters)
    return try receive()
  }

  /// A name as statements have it, in quotes.
  func quoted(_ name: String) throws(PostgresError) -> String {
    guard let text = PQescapeIdentifier(handle, name, name.utf8.count) else {
      throw PostgresError(String(cString: PQerrorMessage(handle)))
    }
    defer { PQfreemem(text) }
    return String(cString: text)
  }
}
