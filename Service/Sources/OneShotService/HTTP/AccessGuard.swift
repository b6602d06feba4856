import HTTPTypes
import Hummingbird
import ServiceRequests

/// Who may change something.
struct AccessGuard: Sendable {
  /// Whether nobody may.
  let isReadOnly: Bool
  /// What whoever may must send; nil if everyone may.
  let token: String?

  /// - Throws: ``Problem`` if this request may change nothing.
  func requireChange(_ request: Request) throws(Problem) {
    if isReadOnly {
      throw Problem(.forbidden, "This service is read-only: nothing can be changed.")
    }
    guard let token else { return }
    let sent = request.headers[.authorization].flatMap(Self.bearer)
    guard let sent, Self.isEqual(sent, token) else {
      throw Problem(
        .unauthorized, "Changing something needs the service's token.",
        found: sent == nil ? "no token" : "another token",
        expected: "Authorization: Bearer TOKEN", headers: [.wwwAuthenticate: "Bearer"])
    }
  }

  private static func bearer(_ field: String) -> String? {
    let parts = field.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return parts[1].trimmingPrefix(while: { $0 == " " }).description
  }

  /// Compares in a time that does not tell how much of the token is right.
  private static func isEqual(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    var difference = UInt8(a.count == b.count ? 0 : 1)
    for index in b.indices { difference |= b[index] ^ (index < a.count ? a[index] : 0) }
    return difference == 0
  }
}

/// Keeps other sites away from a service without a token: a page from elsewhere can make a browser ask
/// 127.0.0.1 under a name of its own (DNS rebinding), which only the request's Host tells.
struct HostGuard: RouterMiddleware {
  typealias Context = ServiceContext

  /// The name that is right beside those of this machine; nil for any.
  let host: String?

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if let authority = request.head.authority, !allows(authority) {
      throw Problem(
        .misdirectedRequest, "Without a token this service answers under this machine's own names.",
        found: authority, expected: "localhost")
    }
    return try await next(request, context)
  }

  /// Whether a request's Host is right.
  func allows(_ authority: String) -> Bool {
    guard let host else { return true }
    let name = Self.name(of: authority)
    return name == host || Self.isLoopback(name)
  }

  private static func name(of authority: String) -> String {
    if authority.hasPrefix("[") {
      return String(authority.dropFirst().prefix { $0 != "]" })
    }
    return String(authority.prefix { $0 != ":" }).lowercased()
  }

  /// Whether a host is this machine alone.
  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
