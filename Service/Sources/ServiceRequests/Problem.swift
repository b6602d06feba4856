import HTTPTypes

/// What is wrong with a request, or why it cannot be served now: what RFC 9457 calls problem details.
public struct Problem: Error, Sendable, Equatable {
  /// Of the answer.
  public let status: HTTPResponse.Status
  /// A sentence for people.
  public let detail: String
  /// What was found, where that says more than the detail.
  public var found: String?
  /// What would have been right.
  public var expected: String?
  /// Of the answer, beside its type.
  public var headers = HTTPFields()

  /// A problem that is answered with the status.
  public init(
    _ status: HTTPResponse.Status, _ detail: String, found: String? = nil, expected: String? = nil,
    headers: HTTPFields = [:]
  ) {
    self.status = status
    self.detail = detail
    self.found = found
    self.expected = expected
    self.headers = headers
  }

  /// Too much waits already.
  public static let busy = unavailable(
    "The service is busy; try again in a moment.", retryAfter: 1)

  /// What cannot be served now, and after how many seconds it may.
  public static func unavailable(_ detail: String, retryAfter seconds: Int) -> Problem {
    Problem(.serviceUnavailable, detail, headers: [.retryAfter: "\(seconds)"])
  }

  /// Nothing is there.
  public static func notFound(
    _ what: String, found: String? = nil, expected: String? = nil
  ) -> Problem {
    Problem(.notFound, what, found: found, expected: expected)
  }

  /// A body that is none of the kinds that the route reads.
  public static func mediaType(found: String?, expected: String) -> Problem {
    Problem(
      .unsupportedMediaType, "The body is of a kind that is not read here.",
      found: found ?? "no Content-Type", expected: expected)
  }
}

extension HTTPField.Name {
  static let retryAfter = HTTPField.Name("Retry-After")!
}
