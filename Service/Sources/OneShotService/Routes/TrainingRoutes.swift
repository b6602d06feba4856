import Foundation
import HTTPTypes
import Hummingbird
import NIOConcurrencyHelpers
import ServiceLifecycle
import ServiceRequests

/// Shows a training while it goes on.
struct TrainingRoutes {
  let service: Service
  /// How often the folder is looked at.
  var interval = Duration.seconds(1)
  private let listeners = NIOLockedValueBox(0)

  init(service: Service) { self.service = service }

  /// The most clients that follow at a time.
  static let maximumListeners = 64

  func add(to routes: Routes) {
    routes.add(.get, "/training/training.csv") { request, _ in
      try await file(try folder().log, type: "text/csv; charset=utf-8", request)
    }
    routes.add(.get, "/training/tasks.png") { request, _ in
      try await file(try folder().tasks, type: "image/png", request)
    }
    routes.add(.get, "/training/events", events)
  }

  private func folder() throws(Problem) -> TrainingFolder {
    guard let url = service.settings.training else {
      throw .notFound(
        "This service shows no training.", found: "no --training", expected: "a training's folder")
    }
    return TrainingFolder(url: url)
  }

  private func file(_ url: URL, type: String, _ request: Request) async throws -> Response {
    let version = FileVersion(of: url)
    let data = try await service.reader.work { try? Data(contentsOf: url) }
    guard let data, let version else {
      throw Problem.notFound("The training has not written this yet.")
    }
    return Response.bytes(data, type: type, headers: [.cacheControl: "no-cache"])
      .unlessKnown("\(version)", to: request)
  }

  @Sendable private func events(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let folder = try folder()
    let lastID = request.headers[.lastEventID].flatMap { Int($0) } ?? 0
    let (interval, listeners) = (interval, listeners)
    guard listeners.withLockedValue({ $0 }) < Self.maximumListeners else { throw Problem.busy }
    let body = ResponseBody { writer in
      listeners.withLockedValue { $0 += 1 }
      defer { listeners.withLockedValue { $0 -= 1 } }
      var events = TrainingEvents(folder, lastID: max(0, lastID))
      try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
      // A client that is gone is noticed when something is written to it.
      var quiet = 0
      while !Task.isShuttingDownGracefully, !Task.isCancelled {
        let text = try events.next()
        quiet = text.isEmpty ? quiet + 1 : 0
        if !text.isEmpty {
          try await writer.write(ByteBuffer(string: text))
        } else if quiet % 10 == 9 {
          try await writer.write(ByteBuffer(string: ": waiting\n\n"))
        }
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: interval) }
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/event-stream", .cacheControl: "no-store",
        .init("X-Accel-Buffering")!: "no",
      ], body: body)
  }
}

extension HTTPField.Name {
  fileprivate static let lastEventID = HTTPField.Name("Last-Event-ID")!
}
