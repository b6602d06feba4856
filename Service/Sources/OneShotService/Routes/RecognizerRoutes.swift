import Foundation
import HTTPTypes
import Hummingbird
import ServiceRequests

/// Makes, keeps and deletes recognisers.
struct RecognizerRoutes {
  let service: Service

  func add(to routes: Routes) {
    routes.add(.get, "/recognisers") { request, context in
      let list = service.recognizers.list.map { recognizer in
        let catalog = recognizer.catalog
        return Summary(
          name: recognizer.name, classes: catalog.classes.count, examples: catalog.exampleCount)
      }
      return try .json(Summaries(recognisers: list))
    }
    routes.add(.get, "/recognisers/{name}", file)
    routes.add(.put, "/recognisers/{name}", changes: true, put)
    routes.add(.delete, "/recognisers/{name}", changes: true) { request, context in
      try await service.recognizers.delete(try context.parameters.require("name"))
      return .noContent
    }
  }

  private struct Summary: Encodable {
    let name: String
    let classes: Int
    let examples: Int
  }

  private struct Summaries: Encodable { let recognisers: [Summary] }

  @Sendable private func file(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let recognizer = try service.recognizer(of: context)
    let examples = try await service.store.read {
      try Rows.examples(of: recognizer.id, pictures: true, in: $0)
    }
    let bytes = try await service.reader.work {
      try RecognizerFile.bytes(of: recognizer, examples: examples.map(\.example))
    }
    let name = "attachment; filename=\"\(recognizer.name).safetensors\""
    return .bytes(
      bytes, type: "application/octet-stream",
      headers: [.contentDisposition: name, .cacheControl: "no-store"])
  }

  @Sendable private func put(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let name = try context.parameters.require("name")
    try Recognizers.requireName(name)
    let bytes = try await request.bytes(limit: service.settings.maximumFile)
    if bytes.readableBytes > 0, request.mediaType != "application/octet-stream" {
      throw Problem.mediaType(found: request.mediaType, expected: "application/octet-stream")
    }
    let recognizers = service.recognizers
    let contents = try await service.reader.work {
      bytes.readableBytes == 0
        ? nil
        : try RecognizerFile(
          Array(bytes.readableBytesView), known: recognizers.network, metrics: recognizers.metrics)
    }
    let isNew = try await recognizers.put(name, contents)
    let recognizer = try recognizers.named(name)
    let catalog = recognizer.catalog
    return try .json(
      Summary(
        name: name, classes: catalog.classes.count, examples: catalog.exampleCount),
      status: isNew ? .created : .ok, headers: [.location: "/recognisers/\(name)"])
  }
}
