import DatasetFiles
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import OneShot

@testable import OneShotService

/// A service with a database of its own, which is gone with it.
struct TestService {
  let folder: TemporaryFolder
  let settings: Settings

  /// - Parameter change: What differs from the default settings.
  init(_ change: (inout Settings) -> Void = { _ in }) throws {
    folder = try TemporaryFolder()
    var settings = Settings(database: folder.url.appending(path: "oneshot.sqlite"))
    settings.port = 0
    change(&settings)
    self.settings = settings
  }

  /// The service as it starts on the database; the last one must be gone.
  func start() throws -> Service { try Service(settings, logger: Self.logger) }

  /// Runs `body` with a client of a service that is asked without a network between.
  func run<Result>(
    _ setup: TestingSetup = .router,
    _ body: @Sendable (any TestClientProtocol) async throws -> Result
  ) async throws -> Result {
    try await start().application().test(setup, body)
  }

  private static let logger: Logger = {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
  }()
}

/// Invented characters by several hands.
enum Drawings {
  static let glyphs = Glyphs(alphabets: 2, characters: 12, drawers: 4, seed: 5).dataset()

  /// A PNG file of a character, 0 ..< 24, by a hand, 0 ..< 4.
  static func png(_ character: Int, by hand: Int = 0) throws -> [UInt8] {
    try PNG.encode(bitmap(character, by: hand))
  }

  static func bitmap(_ character: Int, by hand: Int = 0) -> Bitmap {
    let image = glyphs.classes[character].images[hand]
    let ink = glyphs.images(at: [image]).scalars
    return Bitmap(width: 105, height: 105, pixels: ink.map { 255 - UInt8($0 * 255) })
  }
}

extension TestClientProtocol {
  func send(
    _ method: HTTPRequest.Method, _ uri: String, type: String? = nil, body: [UInt8]? = nil,
    headers: HTTPFields = [:]
  ) async throws -> TestResponse {
    var fields = headers
    fields[.contentType] = type ?? fields[.contentType]
    return try await execute(
      uri: uri, method: method, headers: fields, body: body.map { ByteBuffer(bytes: $0) })
  }

  func get(_ uri: String) async throws -> TestResponse { try await send(.get, uri) }

  /// Posts JSON.
  func post(_ uri: String, json: String, headers: HTTPFields = [:]) async throws -> TestResponse {
    try await send(.post, uri, type: "application/json", body: Array(json.utf8), headers: headers)
  }

  /// Posts a PNG file.
  func post(_ uri: String, png: [UInt8], headers: HTTPFields = [:]) async throws -> TestResponse {
    try await send(.post, uri, type: "image/png", body: png, headers: headers)
  }

  /// Enrolls a character under a label, which stands in the path as it is; its number.
  @discardableResult
  func enroll(
    _ label: String, _ character: Int, by hand: Int = 0, recognizer: String = ""
  ) async throws -> Int {
    let response = try await post(
      "\(recognizer)/classes/\(label)/examples", png: Drawings.png(character, by: hand))
    guard response.status == .created else { throw Unexpected(response: response) }
    return try response.object["id"] as? Int ?? 0
  }
}

struct Unexpected: Error, CustomStringConvertible {
  let response: TestResponse
  var description: String { "\(response.status): \(response.text)" }
}

extension TestResponse {
  var bytes: [UInt8] { Array(body.readableBytesView) }
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The JSON object of the body.
  var object: [String: Any] {
    get throws {
      let value = try JSONSerialization.jsonObject(with: Data(bytes))
      guard let object = value as? [String: Any] else { throw Unexpected(response: self) }
      return object
    }
  }

  /// Whether it is a problem of this status, as RFC 9457 has it.
  func isProblem(_ status: HTTPResponse.Status) throws -> Bool {
    let object = try object
    return self.status == status && headers[.contentType] == "application/problem+json"
      && object["status"] as? Int == status.code && object["title"] is String
      && object["detail"] is String && object["type"] is String
  }
}
