import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DatasetFiles

@Suite(.timeLimit(.minutes(1)))
struct DownloaderTests {
  private let contents = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
  private let folder: TemporaryFolder
  private let target: URL

  init() throws {
    folder = try TemporaryFolder()
    target = folder["cache/data.zip"]
    // A proxy for the network has nothing to do with a server on this machine.
    setenv("no_proxy", "127.0.0.1", 1)
  }

  private func file(on server: LoopbackServer, size: Int? = nil) -> OfficialFile {
    OfficialFile(
      name: "data.zip", remotePath: "below/data.zip", size: size,
      checksum: Checksum.md5("").digest(of: contents),
      in: .init(name: "letters", address: server.url))
  }

  private let downloader = Downloader(attempts: 3, pause: 0.01, timeout: 10)

  /// What a server that knows ranges answers.
  private static func whole(
    _ contents: [UInt8], _ request: LoopbackServer.Request, cut: Int? = nil
  ) -> LoopbackServer.Answer {
    guard let start = request.start else { return .init(body: contents, cut: cut) }
    let range = "Content-Range: bytes \(start)-\(contents.count - 1)/\(contents.count)"
    return .init(
      status: "206 Partial Content", headers: [range], body: Array(contents[start...]), cut: cut)
  }

  @Test func aFileIsDownloadedVerifiedAndReported() throws {
    let contents = contents
    let server = try LoopbackServer { request, _ in Self.whole(contents, request) }
    defer { server.stop() }
    let reports = Reports()
    var downloader = downloader
    downloader.report = { reports.add($0) }
    try downloader.download(file(on: server), to: target)
    #expect(try Files.read(target) == contents)
    #expect(folder.names == ["cache", "cache/data.zip"])
    #expect(server.requests == [.init(path: "/below/data.zip", start: nil)])
    #expect(reports.all.last == .init(name: "data.zip", received: 300_000, total: 300_000))
    #expect(reports.all.map(\.received) == reports.all.map(\.received).sorted())
  }

  /// A server that sends more than was published fills no disk, and one that sends less has another file.
  @Test(arguments: [200_000, 400_000])
  func anotherSizeIsAnotherFile(_ size: Int) throws {
    let contents = contents
    let server = try LoopbackServer { request, _ in Self.whole(contents, request) }
    defer { server.stop() }
    let problem = try #require(
      throws: FileProblem.self,
      performing: { try downloader.download(file(on: server, size: size), to: target) })
    #expect(
      problem.found
        == (size < 300_000 ? "more than 200000 bytes" : "a damaged or other one of 300000 bytes"))
    #expect(!Files.exists(target) && Files.size(target.appendingPathExtension("partial")) <= size)
    try downloader.download(file(on: server, size: 300_000), to: target)
    #expect(try Files.read(target) == contents)
  }

  private final class Reports: Sendable {
    private let list = Mutex<[Downloader.Progress]>([])
    func add(_ progress: Downloader.Progress) { list.withLock { $0.append(progress) } }
    var all: [Downloader.Progress] { list.withLock { $0 } }
  }

  @Test func aPartialFileIsTakenUp() throws {
    let contents = contents
    let server = try LoopbackServer { request, _ in Self.whole(contents, request) }
    defer { server.stop() }
    try folder.write(Array(contents.prefix(100_000)), to: "cache/data.zip.partial")
    try downloader.download(file(on: server), to: target)
    #expect(try Files.read(target) == contents)
    #expect(server.requests.map(\.start) == [100_000])
    #expect(folder.names == ["cache", "cache/data.zip"])
  }

  @Test func aServerWithoutRangesSendsTheWholeFile() throws {
    let contents = contents
    let server = try LoopbackServer { _, _ in .init(body: contents) }
    defer { server.stop() }
    try folder.write(Array(contents.prefix(100_000)), to: "cache/data.zip.partial")
    try downloader.download(file(on: server), to: target)
    #expect(try Files.read(target) == contents)
  }

  @Test func aDroppedConnectionIsTriedAgainFromWhereItWas() throws {
    let contents = contents
    let server = try LoopbackServer { request, index in
      Self.whole(contents, request, cut: index == 0 ? 120_000 : nil)
    }
    defer { server.stop() }
    try downloader.download(file(on: server), to: target)
    #expect(try Files.read(target) == contents)
    #expect(server.requests.count == 2)
    #expect(server.requests[0].start == nil)
    #expect((1...120_000).contains(server.requests[1].start ?? 0))
  }

  @Test func aServerThatFailsForNowIsTriedAgain() throws {
    let contents = contents
    let server = try LoopbackServer { request, index in
      index < 2 ? .init(status: "503 Service Unavailable") : Self.whole(contents, request)
    }
    defer { server.stop() }
    try downloader.download(file(on: server), to: target)
    #expect(try Files.read(target) == contents)
    #expect(server.requests.count == 3)
  }

  @Test func afterTheLastAttemptThePartIsKept() throws {
    let contents = contents
    let server = try LoopbackServer { request, _ in Self.whole(contents, request, cut: 1000) }
    defer { server.stop() }
    let error = #expect(throws: FileProblem.self) {
      try downloader.download(file(on: server), to: target)
    }
    #expect(error?.found.hasSuffix("after 3 attempts") == true)
    #expect(server.requests.count == 3)
    #expect(folder.names == ["cache", "cache/data.zip.partial"])
    let part = try Files.read(folder["cache/data.zip.partial"])
    #expect(part == Array(contents.prefix(part.count)))
  }

  @Test func aWrongChecksumLeavesNothingBehind() throws {
    let server = try LoopbackServer { _, _ in .init(body: [1, 2, 3]) }
    defer { server.stop() }
    let error = #expect(throws: FileProblem.self) {
      try downloader.download(file(on: server), to: target)
    }
    #expect(error?.path == "\(server.url)/below/data.zip")
    #expect(error?.found == "a damaged or other one of MD5 5289df737df57326fcdd22597afb1fac")
    #expect(error?.expected == "the published file of \(file(on: server).checksum)")
    #expect(folder.names == ["cache"])
  }

  @Test func thePartOfAnotherVersionIsDownloadedAnew() throws {
    let contents = contents
    let server = try LoopbackServer { request, _ in Self.whole(contents, request) }
    defer { server.stop() }
    try folder.write([UInt8](repeating: 7, count: 5000), to: "cache/data.zip.partial")
    try downloader.download(file(on: server), to: target)
    #expect(try Files.read(target) == contents)
    #expect(server.requests.map(\.start) == [5000, nil])
  }

  @Test func aPartThatIsTooLongIsDownloadedAnew() throws {
    let contents = contents
    let server = try LoopbackServer { request, _ in
      request.start == nil
        ? Self.whole(contents, request) : .init(status: "416 Range Not Satisfiable")
    }
    defer { server.stop() }
    try folder.write(contents + contents, to: "cache/data.zip.partial")
    try downloader.download(file(on: server), to: target)
    #expect(try Files.read(target) == contents)
  }

  @Test func aMissingFileIsNotTriedAgain() throws {
    let server = try LoopbackServer { _, _ in .init(status: "404 Not Found") }
    defer { server.stop() }
    let error = #expect(throws: FileProblem.self) {
      try downloader.download(file(on: server), to: target)
    }
    #expect(
      error?.description
        == "\(server.url)/below/data.zip: expected the file data.zip, found an answer of "
        + "status 404")
    #expect(server.requests.count == 1)
    #expect(folder.names == ["cache"])
  }

  @Test func whereNobodyListensTheErrorNamesTheAddress() throws {
    let server = try LoopbackServer { _, _ in .init() }
    server.stop()
    let error = #expect(throws: FileProblem.self) {
      try downloader.download(file(on: server), to: target)
    }
    #expect(error?.path == "\(server.url)/below/data.zip")
    #expect(folder.names == ["cache"])
  }
}
