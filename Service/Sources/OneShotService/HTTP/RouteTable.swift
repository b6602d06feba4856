import HTTPTypes
import Hummingbird
import NIOConcurrencyHelpers
import ServiceRequests

/// The routes of the service: it hands them to the router, and tells what is wrong with a request that
/// none of them answers.
final class RouteTable: Sendable {
  private struct Route: Sendable {
    let path: RouterPath
    var methods: [HTTPRequest.Method]
  }

  private let routes = NIOLockedValueBox<[Route]>([])

  func note(_ method: HTTPRequest.Method, _ path: RouterPath) {
    let methods: [HTTPRequest.Method] = method == .get ? [.get, .head] : [method]
    routes.withLockedValue { routes in
      if let index = routes.firstIndex(where: { $0.path == path }) {
        routes[index].methods += methods
      } else {
        routes.append(Route(path: path, methods: methods))
      }
    }
  }

  /// Why no route answers: there is none of this path, or none of this method.
  func problem(for request: Request) -> Problem {
    let parts = request.uri.path.split(separator: "/")
    let matches = routes.withLockedValue { routes in routes.filter { $0.path.matches(parts) } }
    let methods = Set(matches.flatMap(\.methods).map(\.rawValue)).sorted()
    if methods.isEmpty {
      return .notFound("There is nothing at this path.", found: request.uri.path)
    }
    let allowed = methods.joined(separator: ", ")
    return Problem(
      .methodNotAllowed, "This path has no such method.", found: request.method.rawValue,
      expected: allowed, headers: [.allow: allowed])
  }
}

extension RouterPath {
  fileprivate func matches(_ parts: [Substring]) -> Bool {
    if components.last == .recursiveWildcard {
      return parts.count >= components.count
        && zip(components.dropLast(), parts).allSatisfy { $0 ~= $1 }
    }
    return components.count == parts.count && zip(components, parts).allSatisfy { $0 ~= $1 }
  }
}

/// Where routes are added.
struct Routes {
  typealias Handler = @Sendable (Request, ServiceContext) async throws -> Response

  let router: Router<ServiceContext>
  let table: RouteTable
  let access: AccessGuard
  /// Before every path.
  var prefix = ""

  /// Adds a route.
  ///
  /// - Parameters:
  ///   - changes: Whether it changes something, and so is refused where that is not allowed; default false.
  ///   - handler: Answers a request.
  func add(
    _ method: HTTPRequest.Method, _ path: String, changes: Bool = false,
    _ handler: @escaping Handler
  ) {
    let path = RouterPath(prefix + path)
    table.note(method, path)
    let access = access
    router.on(path, method: method) { request, context in
      if changes { try access.requireChange(request) }
      return try await handler(request, context)
    }
  }

  /// Where routes with a further prefix are added.
  func below(_ path: String) -> Routes {
    var routes = self
    routes.prefix += path
    return routes
  }
}
