import Foundation
import HTTPTypes
import Hummingbird

/// What is wrong with a request, or why it cannot be served now: what RFC 9457 calls problem details.
struct Problem: Error, Sendable, Equatable {
  let status: HTTPResponse.Status
  let detail: String
  /// What was found, where that says more than the detail.
  var found: String?
  /// What would have been right.
  var expected: String?
  var headers = HTTPFields()

  init(
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
  static let busy = Problem(
    .serviceUnavailable, "The service is busy; try again in a moment.",
    headers: [.retryAfter: "1"])

  /// Nothing is there.
  static func notFound(_ what: String, found: String? = nil, expected: String? = nil) -> Problem {
    Problem(.notFound, what, found: found, expected: expected)
  }

  /// A body that is none of the kinds that the route reads.
  static func mediaType(found: String?, expected: String) -> Problem {
    Problem(
      .unsupportedMediaType, "The body is of a kind that is not read here.",
      found: found ?? "no Content-Type", expected: expected)
  }

  private struct Body: Encodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let detail: String
    let found: String?
    let expected: String?
  }

  /// The answer to the request.
  var response: Response {
    let body = Body(
      title: status.reasonPhrase, status: status.code, detail: detail, found: found?.shortened,
      expected: expected?.shortened)
    let data = (try? JSONEncoder.service.encode(body)) ?? Data()
    var fields = headers
    fields[.contentType] = "application/problem+json"
    fields[.cacheControl] = "no-store"
    return Response(
      status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: data)))
  }
}

extension HTTPField.Name {
  static let retryAfter = HTTPField.Name("Retry-After")!
}

extension String {
  /// The first part of what a client sent, which may be long.
  fileprivate var shortened: String { count > 300 ? prefix(300) + "…" : self }
}
