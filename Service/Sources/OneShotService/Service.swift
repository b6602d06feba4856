import DatasetFiles
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import OneShot
import Pretrained
import ServiceRequests

/// All that the routes share.
final class Service: Sendable {
  let settings: Settings
  let store: Store
  let recognizers: Recognizers
  let reader: BodyReader
  let access: AccessGuard
  let metrics: PrometheusMetrics
  let logger: Logger

  /// Opens the database and brings what it holds to memory.
  ///
  /// - Throws: `FileProblem` if the network cannot be read, `DatabaseError`, and ``Problem`` if the database
  ///   is in use.
  init(
    _ settings: Settings, logger: Logger, metrics: PrometheusMetrics = PrometheusMetrics()
  ) throws {
    self.settings = settings
    self.metrics = metrics
    self.logger = logger
    let threads =
      settings.threads > 0 ? settings.threads : ProcessInfo.processInfo.activeProcessorCount
    ThreadPool.threadCount = threads
    let classifier =
      try settings.model.map { try OneShotClassifier(contentsOf: $0) } ?? .handwriting()
    let network = try ServedNetwork(
      classifier,
      name: settings.model?.deletingPathExtension().lastPathComponent ?? "handwriting",
      threads: threads, metrics: metrics)
    store = try Store(settings.database, logger: logger)
    recognizers = try Recognizers(
      store, network: network, logger: logger, metrics: metrics)
    reader = BodyReader(
      work: WorkQueue(threads: threads, capacity: 256), limit: settings.maximumBody)
    access = AccessGuard(isReadOnly: settings.isReadOnly, token: settings.token)
  }

  /// The recogniser that a path names, or the one that is always there.
  func recognizer(of context: ServiceContext) throws(Problem) -> Recognizer {
    try recognizers.named(context.parameters.get("name") ?? Recognizers.defaultName)
  }

  /// What answers requests.
  func router() -> Router<ServiceContext> {
    let router = Router(context: ServiceContext.self, options: .autoGenerateHeadEndpoints)
    let table = RouteTable()
    router.add(middleware: SecurityHeaders())
    router.add(middleware: RequestMetrics(metrics))
    router.add(middleware: ProblemMiddleware(routes: table))
    let guardsHost = access.token == nil && HostGuard.isLoopback(settings.host)
    router.add(middleware: HostGuard(host: guardsHost ? settings.host : nil))
    let routes = Routes(router: router, table: table, access: access)
    for routes in [routes, routes.below("/recognisers/{name}")] {
      StatusRoutes(service: self).add(to: routes)
      ClassRoutes(service: self).add(to: routes)
      ClassifyRoutes(service: self).add(to: routes)
      CalibrateRoutes(service: self).add(to: routes)
    }
    RecognizerRoutes(service: self).add(to: routes)
    QuizRoutes(service: self, quiz: QuizTasks(settings.quiz)).add(to: routes)
    TrainingRoutes(service: self).add(to: routes)
    MetricsRoutes(service: self).add(to: routes)
    routes.add(.get, "/openapi.yaml", Self.description)
    pages.add(to: routes)
    return router
  }

  /// The description of the service for programs.
  @Sendable private static func description(
    _ request: Request, _ context: ServiceContext
  ) throws -> Response {
    guard let url = Bundle.module.url(forResource: "openapi", withExtension: "yaml") else {
      throw Problem.notFound("The description is not beside the program.")
    }
    return .bytes(
      try Data(contentsOf: url), type: "application/yaml", headers: [.cacheControl: "no-cache"])
  }

  private var pages: StaticFiles {
    StaticFiles(
      settings.pages ?? Bundle.module.url(forResource: "Public", withExtension: nil)
        ?? URL(filePath: "Public"))
  }

  /// The server.
  func application() -> some ApplicationProtocol {
    let (host, logger, limit) = (settings.host, logger, settings.maximumFile)
    return Application(
      router: router(),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [Continuation(limit: limit), RequestDeadline()],
          idleTimeout: .seconds(30),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: .init(
        address: .hostname(host, port: settings.port), serverName: "OneShotService",
        availableConnectionsDelegate: MaximumAvailableConnections(1024)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? 0
        let shown = host.contains(":") ? "[\(host)]" : host
        // The one line on standard output, for whoever started the service.
        print("http://\(shown):\(port)")
        fflush(nil)
        logger.info("running", metadata: ["address": "\(shown):\(port)"])
      },
      logger: logger)
  }
}
