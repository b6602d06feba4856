import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import OneShotService

@Suite struct TrainingRoutesTests {
  @Test func withoutAFolderThereIsNothing() async throws {
    try await TestService().run { client in
      for path in ["events", "training.csv", "tasks.png"] {
        let answer = try await client.get("/training/\(path)")
        #expect(try answer.isProblem(.notFound))
      }
    }
  }

  @Test func theFilesAreServed() async throws {
    let folder = try TemporaryFolder()
    try await TestService { $0.training = folder.url }.run { client in
      #expect(try await client.get("/training/training.csv").isProblem(.notFound))
      let log = "epoch,iteration,loss\n1,10,0.5\n"
      try Data(log.utf8).write(to: folder.url.appending(path: "training.csv"))
      let png = try Drawings.png(0)
      try Data(png).write(to: folder.url.appending(path: "tasks.png"))
      let answer = try await client.get("/training/training.csv")
      #expect(answer.text == log && answer.headers[.contentType] == "text/csv; charset=utf-8")
      #expect(try await client.get("/training/tasks.png").bytes == png)
      let known = try await client.send(
        .get, "/training/training.csv",
        headers: [.ifNoneMatch: try #require(answer.headers[.eTag])])
      #expect(known.status == .notModified)
    }
  }
}
