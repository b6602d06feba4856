import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

/// One attempt alone; several are judged in `DownloaderTests`.
@Suite(.timeLimit(.minutes(1)))
struct TransferTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    setenv("no_proxy", "127.0.0.1", 1)
  }

  private func outcome(
    of answer: LoopbackServer.Answer, after: [UInt8] = []
  ) throws
    -> (Transfer.Outcome, [UInt8])
  {
    let server = try LoopbackServer { _, _ in answer }
    defer { server.stop() }
    if !after.isEmpty { try folder.write(after, to: "part") }
    let transfer = try Transfer(of: "data", to: folder["part"]) { _ in }
    let outcome = transfer.run(from: server.url, timeout: 10)
    return (outcome, try Files.read(folder["part"]))
  }

  @Test func aWholeAnswerIsComplete() throws {
    #expect(try outcome(of: .init(body: [1, 2, 3])) == (.complete, [1, 2, 3]))
  }

  @Test func aPartThatFitsIsAdded() throws {
    let answer = LoopbackServer.Answer(
      status: "206 Partial Content", headers: ["Content-Range: bytes 2-3/4"], body: [3, 4])
    #expect(try outcome(of: answer, after: [1, 2]) == (.complete, [1, 2, 3, 4]))
    // From another place, what is there is of no use.
    #expect(
      try outcome(of: answer, after: [1])
        == (.interrupted("a server without that part of it"), []))
  }

  @Test(arguments: [
    ("404 Not Found", Transfer.Outcome.failed("an answer of status 404")),
    ("503 Service Unavailable", .interrupted("an answer of status 503")),
    ("429 Too Many Requests", .interrupted("an answer of status 429")),
  ])
  func whatTheServerCannotGiveIsSaid(status: String, expected: Transfer.Outcome) throws {
    #expect(try outcome(of: .init(status: status, body: [9])) == (expected, []))
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
    let error = #expect(throws: FileProblem.self) {
      try Transfer(of: "data", to: folder["none/part"]) { _ in }
    }
    #expect(error?.path == folder.path + "/none/part")
    #expect(error?.found == "No such file or directory")
  }
}
