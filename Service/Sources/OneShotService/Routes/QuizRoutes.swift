import Foundation
import HTTPTypes
import Hummingbird
import OneShot
import ServiceRequests

/// Asks people what the network is asked, and keeps who was right how often.
struct QuizRoutes {
  let service: Service
  let quiz: QuizTasks

  func add(to routes: Routes) {
    routes.add(.get, "/quiz/tasks/{seed}/{index}", task)
    routes.add(.post, "/quiz/tasks/{seed}/{index}", choose)
    routes.add(.get, "/quiz/results") { _, _ in
      let results = try await service.store.read { try Rows.results(in: $0) }
      return try .json(Results(results: results))
    }
    routes.add(.post, "/quiz/results", changes: true, keep)
  }

  private struct TaskBody: Encodable {
    let query: String
    let choices: [String]
    let ways: Int
    let source: String
  }

  private struct Answer: Encodable {
    let answer: Int
    let network: Int
  }

  private struct Results: Encodable { let results: [QuizResult] }

  /// Which task a request is about.
  private struct Place: Sendable {
    let seed: UInt64
    let index: Int
    let ways: Int

    init(_ request: Request, _ context: ServiceContext) throws {
      func number(_ name: String, upTo limit: Int) throws -> Int {
        let text = try context.parameters.require(name)
        guard let number = Int(text), (0...limit).contains(number) else {
          throw Problem.notFound(
            "There is no such task.", found: "\(name) \(text)",
            expected: "a whole number from 0 to \(limit)")
        }
        return number
      }
      seed = UInt64(try number("seed", upTo: 1 << 53 - 1))
      index = try number("index", upTo: 1_000_000)
      ways = try request.number("ways", default: 20, in: QuizTasks.ways)
    }
  }

  @Sendable private func task(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let place = try Place(request, context)
    let task = try await task(at: place)
    func text(_ png: [UInt8]) -> String { Data(png).base64EncodedString() }
    return try .json(
      TaskBody(
        query: text(task.query), choices: task.choices.map(text), ways: place.ways,
        source: quiz.source),
      headers: [.cacheControl: "no-cache"])
  }

  private func task(at place: Place) async throws -> QuizTasks.Task {
    try await service.reader.work {
      try quiz.task(seed: place.seed, index: place.index, ways: place.ways)
    }
  }

  @Sendable private func choose(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let place = try Place(request, context)
    let choice = try await service.reader.json(request, as: QuizChoice.self) { $0.choice }
    guard (0..<place.ways).contains(choice) else {
      throw Problem(
        .unprocessableContent, "There is no such choice.", found: "\(choice)",
        expected: "from 0 to \(place.ways - 1)")
    }
    let task = try await task(at: place)
    let network = service.recognizers.network
    let pictures = try await service.reader.work {
      try ([task.query] + task.choices).map {
        try PreparedPicture(Picture(bytes: $0), as: network.preprocessing)
      }
    }
    let embeddings = try await network.embeddings(of: pictures)
    let query = embeddings.gathered(at: Array(repeating: 0, count: place.ways))
    let verdicts = try network.base.verdicts(
      onEmbeddings: query, embeddings[1..<place.ways + 1])
    let best = verdicts.indices.max { verdicts[$0].score < verdicts[$1].score } ?? 0
    return try .json(Answer(answer: task.answer, network: best))
  }

  @Sendable private func keep(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let result = try await service.reader.json(request, as: QuizResult.self) { result in
      try result.requirePossible()
      return result
    }
    let stored = try await service.store.change { database in
      let stored = try Rows.add(result, in: database)
      return { stored }
    }
    return try .json(stored, status: .created)
  }
}
