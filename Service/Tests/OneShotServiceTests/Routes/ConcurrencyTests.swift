import Foundation
import HummingbirdTesting
import ServiceRequests
import Testing

@testable import OneShotService

/// Many clients at a time.
@Suite struct ConcurrencyTests {
  /// Enrolling, deleting and asking at once: nothing is lost, and memory and database end alike.
  @Test func nothingIsLost() async throws {
    let test = try TestService()
    let (classes, answers) = try await test.run { client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<8 {
          group.addTask {
            for round in 0..<6 {
              let id = try await client.enroll("c\((task + round) % 5)", task, by: round % 4)
              try await client.enroll("own\(task)", task)
              if round % 3 == 2 {
                let label = "c\((task + round) % 5)"
                let answer = try await client.send(.delete, "/classes/\(label)/examples/\(id)")
                #expect(answer.status == .noContent)
              }
              let answer = try await client.post("/classify?top=20", png: Drawings.png(task))
              let candidates = try answer.object["candidates"] as? [[String: Any]]
              let labels = candidates?.compactMap { $0["label"] as? String } ?? []
              // What was enrolled before the question is known, and each class stands once.
              #expect(labels.contains("own\(task)") && Set(labels).count == labels.count)
            }
          }
        }
        try await group.waitForAll()
      }
      let health = try await client.get("/health").object
      #expect(health["examples"] as? Int == 8 * 6 * 2 - 8 * 2)
      return try await Self.state(client)
    }
    let (again, answersAgain) = try await test.run { client in try await Self.state(client) }
    #expect(classes == again && answers == answersAgain)
  }

  private static func state(_ client: any TestClientProtocol) async throws -> (String, String) {
    let answer = try await client.post("/classify?top=20", png: Drawings.png(0)).text
    return (
      try await client.get("/classes").text,
      answer.replacing(/"milliseconds":[0-9.]+,?/, with: "")
    )
  }

  /// What does not fit is refused at once, and the rest is answered.
  @Test func whatIsTooMuchIsRefused() async throws {
    let batcher = Batcher<Int, Int>("test", batchSize: 4, capacity: 8) { numbers in
      #expect(numbers.count <= 4)
      Thread.sleep(forTimeInterval: 0.02)
      return numbers.map { .success(2 * $0) }
    }
    let outcomes = await withTaskGroup(of: Int?.self) { group in
      for number in 0..<100 {
        group.addTask {
          do {
            let answer = try await batcher(number)
            #expect(answer == 2 * number)
            return answer
          } catch {
            #expect(error as? Problem == .busy)
            return nil
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.contains(nil) && outcomes.compactMap { $0 }.count >= 8)
    #expect(Problem.busy.headers[.retryAfter] == "1")
  }

  /// A service that nobody asks any more is gone, and its database is free for the next one.
  @Test func whatARequestHeldIsLetGo() async throws {
    final class Held: Sendable {}
    struct Weak: Sendable { weak let held: Held? }
    let batcher = Batcher<Held, Weak>("test", batchSize: 4, capacity: 8) { requests in
      requests.map { .success(Weak(held: $0)) }
    }
    for _ in 0..<2000 { #expect(try await batcher(Held()).held == nil) }
  }

  @Test func aBatchOfManyIsEachAlone() async throws {
    let network = try ServedNetworks.handwriting()
    let pictures = try (0..<24).map {
      try PreparedPicture(Picture(bytes: Drawings.png($0)), as: network.preprocessing)
    }
    let together = try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
      for (index, picture) in pictures.enumerated() {
        group.addTask { (index, try await network.embeddings(of: [picture]).scalars) }
      }
      return try await group.reduce(into: [Int: [Float]]()) { $0[$1.0] = $1.1 }
    }
    for (index, picture) in pictures.enumerated() {
      let alone = try network.embeddingsNow(of: [picture]).scalars
      for (a, b) in zip(alone, together[index] ?? []) { #expect(abs(a - b) < 1e-4) }
    }
  }
}
