import DatasetFiles
import Foundation
import HTTPTypes
import Hummingbird
import NIOConcurrencyHelpers
import ServiceRequests

/// The pages that come with the service.
final class StaticFiles: Sendable {
  private struct Held: Sendable {
    let version: FileVersion
    let bytes: [UInt8]
    let tag: String
  }

  private let folder: URL
  private let held = NIOLockedValueBox<[String: Held]>([:])

  /// Those of a folder, which may change while they are served.
  init(_ folder: URL) { self.folder = folder }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "json": "application/json", "svg": "image/svg+xml",
    "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "ico": "image/x-icon",
    "woff2": "font/woff2", "txt": "text/plain; charset=utf-8", "yaml": "application/yaml",
    "webmanifest": "application/manifest+json",
  ]

  func add(to routes: Routes) {
    for (path, file) in [
      ("/", "index.html"), ("/quiz", "quiz.html"), ("/training", "training.html"),
      ("/favicon.ico", "assets/favicon.ico"),
    ] {
      routes.add(.get, path) { [self] request, _ in try answer(request, with: file) }
    }
    routes.add(.get, "/assets/**") { [self] request, context in
      let parts = context.parameters.getCatchAll().map { $0.removingPercentEncoding ?? "" }
      let isPlain = parts.allSatisfy { part in
        !part.isEmpty && !part.hasPrefix(".") && !part.contains(where: { "/\\\0".contains($0) })
      }
      guard isPlain, !parts.isEmpty else { throw Self.nothing(request) }
      return try answer(request, with: (["assets"] + parts).joined(separator: "/"))
    }
  }

  private static func nothing(_ request: Request) -> Problem {
    .notFound("There is nothing at this path.", found: request.uri.path)
  }

  /// A file of the folder, or 304 if the browser has it.
  private func answer(_ request: Request, with path: String) throws -> Response {
    let url = folder.appending(path: path)
    guard let type = Self.types[url.pathExtension],
      let values = try? url.resourceValues(forKeys: [.isRegularFileKey]),
      values.isRegularFile == true, let version = FileVersion(of: url)
    else { throw Self.nothing(request) }
    let file =
      try held.withLockedValue({ $0[path] }).flatMap { $0.version == version ? $0 : nil }
      ?? read(url, version, path: path)
    return Response.bytes(file.bytes, type: type, headers: [.cacheControl: "no-cache"])
      .unlessKnown(file.tag, to: request)
  }

  private func read(_ url: URL, _ version: FileVersion, path: String) throws -> Held {
    let bytes = [UInt8](try Data(contentsOf: url))
    let tag = String(Checksum.sha256(of: bytes).digits.prefix(32))
    let file = Held(version: version, bytes: bytes, tag: tag)
    held.withLockedValue { $0[path] = file }
    return file
  }
}
