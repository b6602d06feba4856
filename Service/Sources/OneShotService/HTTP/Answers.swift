import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceRequests

extension Response {
  /// A value as JSON.
  static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) throws -> Response {
    var fields = headers
    fields[.contentType] = "application/json"
    if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
    let data = try JSONEncoder.service.encode(value)
    return Response(
      status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: data)))
  }

  /// Done, and nothing to say.
  static let noContent = Response(status: .noContent)

  /// The bytes of a file.
  static func bytes(
    _ bytes: some Collection<UInt8>, type: String, headers: HTTPFields = [:]
  ) -> Response {
    var fields = headers
    fields[.contentType] = type
    return Response(
      status: .ok, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// As it is, or 304 if the client has what the tag names.
  func unlessKnown(_ tag: String, to request: Request) -> Response {
    var response = self
    let tag = "\"\(tag)\""
    response.headers[.eTag] = tag
    let known = request.headers[.ifNoneMatch]?.split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces).replacing("W/", with: "")
    }
    guard let known, known.contains(tag) || known.contains("*") else { return response }
    response.body = .init()
    response.headers[.contentLength] = nil
    response.headers[.contentType] = nil
    response.status = .notModified
    return response
  }
}

extension Request {
  /// A whole number of the query.
  ///
  /// - Throws: ``Problem`` if it is something else or out of range.
  func number(
    _ name: String, default value: Int, in range: ClosedRange<Int>
  ) throws(Problem) -> Int {
    guard let text = uri.queryParameters[name[...]] else { return value }
    guard let number = Int(text), range.contains(number) else {
      throw Problem(
        .unprocessableContent, "The query's \(name) is not possible.", found: String(text),
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Yes or no in the query; no if it is not said.
  func flag(_ name: String) throws(Problem) -> Bool {
    guard let text = uri.queryParameters[name[...]] else { return false }
    guard let value = Bool(String(text)) else {
      throw Problem(
        .unprocessableContent, "The query's \(name) is not possible.", found: String(text),
        expected: "true or false")
    }
    return value
  }

  /// The type of the body, without parameters.
  var mediaType: String? {
    headers[.contentType].map {
      $0.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
    }
  }

  /// The whole body.
  ///
  /// - Throws: ``Problem`` if it is larger than `limit` bytes, which the head may say already.
  func bytes(limit: Int) async throws -> ByteBuffer {
    if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw Problem(
        .contentTooLarge, "The body is larger than the service takes.", found: "\(length) bytes",
        expected: "at most \(limit) bytes")
    }
    do {
      return try await body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw Problem(
        .contentTooLarge, "The body is larger than the service takes.",
        found: "more than \(limit) bytes", expected: "at most \(limit) bytes")
    }
  }
}
