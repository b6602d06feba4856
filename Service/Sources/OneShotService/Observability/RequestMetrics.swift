import CoreMetrics
import HTTPTypes
import Hummingbird
import Metrics
import NIOConcurrencyHelpers

/// Counts requests and measures how long they take, by route, method and status.
final class RequestMetrics: RouterMiddleware {
  typealias Context = ServiceContext

  private struct Key: Hashable {
    let route: String
    let method: String
    let status: Int
  }

  private struct Measures: Sendable {
    let requests: Counter
    let seconds: Metrics.Timer
  }

  /// Found again without asking the factory at each request.
  private let measures = NIOLockedValueBox<[Key: Measures]>([:])
  private let factory: any MetricsFactory

  init(_ factory: any MetricsFactory) { self.factory = factory }

  /// What a client may call a method is not bounded, so others share one name.
  private static let methods: Set = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT",
  ]

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let method = request.method.rawValue
    let route = context.endpointPath ?? "none"
    let key = Key(
      route: route == "NotFound" ? "none" : route,
      method: Self.methods.contains(method) ? method : "other", status: response.status.code)
    let measures = measures(of: key)
    measures.requests.increment()
    measures.seconds.record(duration: ContinuousClock.now - start)
    return response
  }

  private func measures(of key: Key) -> Measures {
    measures.withLockedValue { all in
      if let measures = all[key] { return measures }
      let measures = Measures(
        requests: Counter(
          label: "http_requests_total",
          dimensions: [
            ("route", key.route), ("method", key.method), ("status", "\(key.status)"),
          ], factory: factory),
        seconds: Metrics.Timer(
          label: "http_request_seconds",
          dimensions: [("route", key.route), ("method", key.method)], factory: factory))
      all[key] = measures
      return measures
    }
  }
}
