import ArgumentParser
import CoreMetrics
import DatasetFiles
import Foundation
import GRDB
import Hummingbird
import Logging
import ServiceRequests

/// The command.
@main
struct ServiceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "OneShotService",
    abstract: "Recognizes classes of which it was shown an example or a few, over HTTP.",
    discussion: """
      Without options it serves the handwriting network in the box at http://127.0.0.1:8080, with a page \
      to draw on, and keeps what it is shown in oneshot.sqlite.
      """)

  @Option(help: "A classifier's file; default the handwriting network in the box.")
  var model: String?
  @Option(help: "The SQLite database; made if it is not there.")
  var database = "oneshot.sqlite"
  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"
  @Option(help: "The port to listen on; 0 for any that is free.")
  var port = 8080
  @Option(help: "How many threads embed and decode; default one for each processor.")
  var threads: Int?
  @Option(
    help: """
      What changes need: Authorization: Bearer TOKEN. Also read from ONESHOT_TOKEN, which other users of \
      the machine do not see.
      """)
  var token: String?
  @Option(name: .customLong("max-body"), help: "The most bytes of a request's body.")
  var maximumBody = 10_000_000
  @Flag(help: "Refuse every change.")
  var readOnly = false
  @Option(help: "The folder of a training, which the page /training shows.")
  var training: String?
  @Option(help: "A folder or zip of pictures for the quiz; default invented characters.")
  var quiz: String?
  @Option(
    help: ArgumentHelp(
      "A folder of pages in the place of those of the service.", visibility: .hidden))
  var pages: String?
  @Option(help: "What is logged: trace, debug, info, notice, warning, error or critical.")
  var log = "info"

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port: expected 0 to 65535, found \(port)")
    }
    guard maximumBody > 0 else {
      throw ValidationError("--max-body: expected a number above 0, found \(maximumBody)")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: expected 1 to 1024, found \(threads)")
    }
    guard Logger.Level(rawValue: log) != nil else {
      throw ValidationError("--log: no such level: \(log)")
    }
    if let token = secret,
      token.utf8.count < 8 || !token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    {
      throw ValidationError("--token: expected at least 8 visible ASCII characters without spaces")
    }
    if !HostGuard.isLoopback(host), secret == nil, !readOnly {
      throw ValidationError(
        """
        \(host) can be reached from other machines: give --token, so that not everyone can change \
        what is enrolled, or --read-only
        """)
    }
  }

  private var secret: String? { token ?? ProcessInfo.processInfo.environment["ONESHOT_TOKEN"] }

  private var settings: Settings {
    var settings = Settings(database: URL(filePath: database))
    settings.model = model.map { URL(filePath: $0) }
    settings.host = host
    settings.port = port
    settings.threads = threads ?? 0
    settings.token = secret
    settings.maximumBody = maximumBody
    settings.isReadOnly = readOnly
    settings.training = training.map { URL(filePath: $0) }
    settings.quiz = quiz.map { URL(filePath: $0) }
    settings.pages = pages.map { URL(filePath: $0) }
    return settings
  }

  func run() async throws {
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = Logger.Level(rawValue: log) ?? .info
      return handler
    }
    let metrics = PrometheusMetrics()
    MetricsSystem.bootstrap(metrics)
    let logger = Logger(label: "oneshot")
    do {
      let service = try Service(settings, logger: logger, metrics: metrics)
      try await service.application().runService()
    } catch let problem as Problem {
      try fail([problem.detail, problem.found].compactMap { $0 }.joined(separator: " "))
    } catch let problem as FileProblem {
      try fail("\(problem)")
    } catch let error as DatabaseError {
      try fail("\(database): \(error.message ?? "\(error.resultCode)")")
    }
  }

  /// Says on standard error why the service does not run.
  private func fail(_ reason: String) throws {
    FileHandle.standardError.write(Data("OneShotService: \(reason)\n".utf8))
    throw ExitCode.failure
  }
}
