import HTTPTypes
import Hummingbird

/// What every answer says to browsers: run nothing but the service's own files, guess no types, tell
/// nobody.
struct SecurityHeaders: RouterMiddleware {
  typealias Context = ServiceContext

  private static let fields: [(HTTPField.Name, String)] = [
    (
      HTTPField.Name("Content-Security-Policy")!,
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'"
    ),
    (HTTPField.Name("X-Content-Type-Options")!, "nosniff"),
    (HTTPField.Name("Referrer-Policy")!, "no-referrer"),
    (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"),
    (HTTPField.Name("X-Frame-Options")!, "DENY"),
  ]

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    for (name, value) in Self.fields { response.headers[name] = value }
    return response
  }
}
