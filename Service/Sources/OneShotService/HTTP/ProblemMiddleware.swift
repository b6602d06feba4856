import DatasetFiles
import GRDB
import HTTPTypes
import Hummingbird
import NIOHTTP1
import OneShot
import ServiceRequests

/// Answers every error with a problem, so that no client sees anything else.
struct ProblemMiddleware: RouterMiddleware {
  typealias Context = ServiceContext

  let routes: RouteTable

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPParserError {
      throw error
    } catch {
      let problem = problem(of: error, request)
      if problem.status.code >= 500 {
        context.logger.error(
          "request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
      }
      return problem.response
    }
  }

  private func problem(of error: any Error, _ request: Request) -> Problem {
    switch error {
    case let problem as Problem: problem
    case let error as FileProblem:
      Problem(.unprocessableContent, "\(error)", found: error.found, expected: error.expected)
    case let error as ClassifierError: Problem(of: error)
    case let error as DatabaseError:
      .unavailable("The database does not answer: \(error.resultCode)", retryAfter: 5)
    case let error as any HTTPResponseError: problem(of: error.status, request)
    default: Problem(.internalServerError, "The service failed; its log says more.")
    }
  }

  /// What Hummingbird itself refuses.
  private func problem(of status: HTTPResponse.Status, _ request: Request) -> Problem {
    switch status {
    case .notFound: routes.problem(for: request)
    case .contentTooLarge:
      Problem(.contentTooLarge, "The body is larger than the service takes.")
    default: Problem(status, status.reasonPhrase)
    }
  }
}

extension Problem {
  /// What a classifier refuses.
  init(of error: ClassifierError) {
    let status: HTTPResponse.Status =
      switch error {
      case .nothingEnrolled, .tooFewExamples, .noClassEnrolled: .conflict
      case .unknownLabel: .notFound
      case .notFinite, .gallery, .index: .internalServerError
      default: .unprocessableContent
      }
    self.init(status, "\(error)")
  }
}
