import Foundation
import Hummingbird
import ServiceRequests

/// Reads bodies: JSON and pictures, away from the threads that serve connections.
struct BodyReader: Sendable {
  let work: WorkQueue
  /// The most bytes of a body.
  let limit: Int

  /// What `body` makes of the JSON in a request.
  ///
  /// - Throws: ``Problem`` if it is too large, no JSON, or not what is expected.
  func json<Input: Decodable & SendableMetatype, Result: Sendable>(
    _ request: Request, as type: Input.Type,
    _ body: @escaping @Sendable (Input) throws -> Result
  ) async throws -> Result {
    guard request.mediaType == "application/json" else {
      throw Problem.mediaType(found: request.mediaType, expected: "application/json")
    }
    let bytes = try await request.bytes(limit: limit)
    return try await work { try body(JSON.decode(type, Data(bytes.readableBytesView))) }
  }

  /// What `body` makes of the one picture of a request, or of other JSON.
  func picture<Result: Sendable>(
    _ request: Request, _ body: @escaping @Sendable (Picture) throws -> Result
  ) async throws -> Result {
    try await input(request, json: PictureInput.self, picture: body) { try body($0.picture) }
  }

  /// What `picture` makes of a file, or `json` of JSON.
  func input<Input: Decodable & SendableMetatype, Result: Sendable>(
    _ request: Request, json type: Input.Type,
    picture: @escaping @Sendable (Picture) throws -> Result,
    _ json: @escaping @Sendable (Input) throws -> Result
  ) async throws -> Result {
    switch request.mediaType {
    case "image/png", "image/jpeg", "image/webp":
      let bytes = try await request.bytes(limit: limit)
      return try await work { try picture(try Picture(bytes: Array(bytes.readableBytesView))) }
    case "application/json":
      let bytes = try await request.bytes(limit: limit)
      return try await work { try json(JSON.decode(type, Data(bytes.readableBytesView))) }
    case let found:
      throw Problem.mediaType(
        found: found, expected: "image/png, image/jpeg, image/webp or application/json")
    }
  }
}
