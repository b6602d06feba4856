import Foundation
import HTTPTypes
import Hummingbird
import OneShot
import ServiceRequests

/// Enrolls examples of classes, lists and forgets them.
struct ClassRoutes {
  let service: Service

  func add(to routes: Routes) {
    routes.add(.get, "/classes") { request, context in
      let catalog = try service.recognizer(of: context).catalog
      return try .json(ClassList(classes: catalog.classes))
    }
    routes.add(.get, "/classes/{label}") { request, context in
      try .json(try entry(context))
    }
    routes.add(.delete, "/classes/{label}", changes: true) { request, context in
      let recognizer = try service.recognizer(of: context)
      try await service.recognizers.remove(try context.label(), from: recognizer)
      return .noContent
    }
    routes.add(.get, "/classes/{label}/examples") { request, context in
      try .json(ExampleList(examples: try entry(context).examples))
    }
    routes.add(.post, "/classes/{label}/examples", changes: true, enroll)
    routes.add(.delete, "/classes/{label}/examples/{id}", changes: true) { request, context in
      let recognizer = try service.recognizer(of: context)
      try await service.recognizers.remove(
        try context.exampleID(), of: try context.label(), from: recognizer)
      return .noContent
    }
    routes.add(.get, "/classes/{label}/examples/{id}.png", picture)
  }

  private struct ClassList: Encodable { let classes: [Catalog.Entry] }
  private struct ExampleList: Encodable { let examples: [Catalog.Example] }
  private struct Enrolled: Encodable {
    let label: String
    let id: Int64
    let examples: Int
  }

  private func entry(_ context: ServiceContext) throws -> Catalog.Entry {
    let label = try context.label()
    guard let entry = try service.recognizer(of: context).catalog[label] else {
      throw Rows.unknown(label)
    }
    return entry
  }

  @Sendable private func enroll(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let recognizer = try service.recognizer(of: context)
    let label = try context.label()
    let preprocessing = recognizer.network.preprocessing
    let picture = try await service.reader.picture(request) {
      try PreparedPicture($0, as: preprocessing)
    }
    let enrollment = try await service.recognizers.enroll(label, picture, in: recognizer)
    let path =
      "\(context.recognizerPath)/classes/\(label.percentEncoded)/examples/\(enrollment.id).png"
    return try .json(
      Enrolled(label: label.text, id: enrollment.id, examples: enrollment.examples),
      status: .created, headers: [.location: path])
  }

  @Sendable private func picture(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let recognizer = try service.recognizer(of: context)
    let (label, id) = (try context.label(), try context.exampleID())
    let picture = try await service.store.read {
      try Rows.picture(id, of: label, in: recognizer.id, $0)
    }
    let png = try await service.reader.work { try picture.asPNG() }
    return Response.bytes(
      png, type: "image/png", headers: [.cacheControl: "private, max-age=31536000, immutable"]
    ).unlessKnown("\(id)", to: request)
  }
}

extension ServiceContext {
  /// The label in the path.
  func label() throws -> Label {
    try Label(percentEncoded: try parameters.require("label"))
  }

  /// The number of an example in the path.
  func exampleID() throws -> Int64 {
    let text = try parameters.require("id")
    guard let id = Int64(text), id > 0 else {
      throw Problem.notFound(
        "No example has this number.", found: text, expected: "a whole number above 0")
    }
    return id
  }

  /// The path before the routes of the recogniser that was asked.
  var recognizerPath: String { parameters.get("name").map { "/recognisers/\($0)" } ?? "" }
}
