import Foundation
import GRDB
import HummingbirdTesting
import OneShot
import ServiceRequests
import Testing

@testable import OneShotService

@Suite struct StoreTests {
  /// All that was answered is there after the service starts again.
  @Test func whatWasAnsweredStays() async throws {
    let test = try TestService()
    let before = try await test.run { client in
      for (label, character) in [("z", 0), ("a", 1), ("m", 2), ("gone", 3)] {
        try await client.enroll(label, character)
      }
      let first = try await client.enroll("a", 1, by: 1)
      try await client.enroll("a", 1, by: 2)
      _ = try await client.send(.delete, "/classes/gone")
      _ = try await client.send(.delete, "/classes/a/examples/\(first)")
      _ = try await client.send(.put, "/recognisers/other")
      try await client.enroll("o", 4, recognizer: "/recognisers/other")
      _ = try await client.post("/calibrate", json: #"{"threshold": -3, "verification": -4}"#)
      return try await snapshot(client)
    }
    let after = try await test.run { client in try await snapshot(client) }
    #expect(before == after)
  }

  private func snapshot(_ client: any TestClientProtocol) async throws -> [String] {
    var answers: [String] = []
    for path in ["/classes", "/health", "/recognisers", "/recognisers/other/classes"] {
      answers.append(try await client.get(path).text)
    }
    let answer = try await client.post("/classify", png: Drawings.png(1, by: 3)).text
    return answers + [answer.replacing(/"milliseconds":[0-9.]+,?/, with: "")]
  }

  /// Started with another network, a service embeds what it has anew, and its own thresholds count.
  @Test func anotherNetworkEmbedsAnew() async throws {
    let test = try TestService()
    try await test.run { client in
      for character in 0..<4 { try await client.enroll("c\(character)", character) }
      _ = try await client.post("/calibrate", json: #"{"threshold": -3}"#)
    }
    let model = test.folder.url.appending(path: "tiny.safetensors")
    try ServedNetworks.tiny().save(to: model)
    for _ in 0..<2 {
      var settings = test.settings
      settings.model = model
      let service = try Service(settings, logger: .init(label: "test"))
      let recognizer = try service.recognizers.named("default")
      #expect(recognizer.network.name == "tiny" && recognizer.thresholds.rejection == nil)
      let classifier = recognizer.classifier
      #expect(classifier.labels == (0..<4).map { "c\($0)" })
      let picture = try PreparedPicture(
        Picture(bytes: Drawings.png(2)), as: recognizer.network.preprocessing)
      let embedding = try recognizer.network.embeddingsNow(of: [picture])
      #expect(try classifier.embeddings(of: "c2") == embedding)
    }
  }

  @Test func oneServiceHasADatabase() throws {
    let test = try TestService()
    let first = try test.start()
    #expect(throws: Problem.self) { try test.start() }
    withExtendedLifetime(first) {}
  }

  @Test func commitsWaitForTheDisk() throws {
    let service = try TestService().start()
    let (mode, level) = try service.store.changeNow {
      (
        try String.fetchOne($0, sql: "PRAGMA journal_mode"),
        try Int.fetchOne($0, sql: "PRAGMA synchronous")
      )
    }
    // FULL.
    #expect(mode == "wal" && level == 2)
  }

  /// A change that fails leaves the others of its transaction.
  @Test func changesFailAlone() async throws {
    let service = try TestService().start()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          let name = "r\(number)"
          do {
            try await service.store.change { database in
              _ = try Rows.addRecognizer(name, like: service.recognizers.network, in: database)
              if number % 2 == 1 { throw Problem(.conflict, "odd") }
              return {}
            }
            #expect(number % 2 == 0)
          } catch let problem as Problem {
            #expect(problem.detail == "odd" && number % 2 == 1)
          }
        }
      }
      try await group.waitForAll()
    }
    let names = try service.store.readNow {
      try String.fetchAll($0, sql: "SELECT name FROM recognizers ORDER BY id")
    }
    #expect(Set(names) == Set(["default"] + stride(from: 0, to: 40, by: 2).map { "r\($0)" }))
  }
}
