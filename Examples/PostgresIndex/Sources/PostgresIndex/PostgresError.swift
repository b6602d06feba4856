/// What a PostgreSQL server says went wrong, or that it cannot be reached.
public struct PostgresError: Error, Equatable, CustomStringConvertible {
  /// The server's words.
  public let description: String

  init(_ message: String) {
    var text = message
    while text.last?.isWhitespace == true { text.removeLast() }
    description = "PostgreSQL: \(text)"
  }
}
