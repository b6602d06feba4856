import Foundation
import HTTPTypes
import Hummingbird
import ServiceRequests

extension Problem {
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

extension String {
  /// The first part of what a client sent, which may be long.
  fileprivate var shortened: String { count > 300 ? prefix(300) + "…" : self }
}
