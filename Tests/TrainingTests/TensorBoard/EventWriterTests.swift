import Files
import Foundation
import Tensor
import TestSupport
import Testing

@testable import Training

/// Benchmarks/Peers/tensorboard_events.py lets TensorBoard itself read such a file.
@Suite struct EventWriterTests {
  private func bytes(_ folder: TemporaryFolder) throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path(percentEncoded: false))
      .sorted().map {
        try Files.read(folder.url.appending(path: $0))
      }
  }

  @Test func aFileBeginsWithItsVersion() throws {
    let folder = try TemporaryFolder()
    let events = try EventWriter(folder.url)
    #expect(events.url.lastPathComponent.contains("tfevents"))
    let file = try #require(try bytes(folder).first)
    let record = EventRecord.version(seconds: 1.5).bytes
    #expect(
      file.count == record.count && file.suffix(4 + 15).prefix(15) == record.suffix(19).prefix(15))
  }

  @Test func whatIsAddedStandsBehindIt() throws {
    let folder = try TemporaryFolder()
    let events = try EventWriter(folder.url)
    let start = try bytes(folder)[0]
    try events.add([], step: 1)
    #expect(try bytes(folder)[0] == start)
    try events.add([("loss", .scalar(0.5))], step: 3)
    let file = try bytes(folder)[0]
    #expect(Array(file.prefix(start.count)) == start)
    let value = EventSummary.scalar(0.5).value(tag: "loss")
    #expect(file.dropLast(4).suffix(value.count).elementsEqual(value))
  }

  @Test func eachWriterHasAFileOfItsOwnInOrder() throws {
    let folder = try TemporaryFolder()
    let urls = try (0..<12).map { _ in try EventWriter(folder.url).url.lastPathComponent }
    #expect(Set(urls).count == 12 && urls == urls.sorted())
  }

  @Test func aRunThatGoesOnTakesBackLaterSteps() throws {
    let folder = try TemporaryFolder()
    _ = try EventWriter(folder.url, goingOnAt: 7)
    let file = try bytes(folder)[0]
    let record = EventRecord.start(at: 7, seconds: 0)
    // The step, 7, and the status START of a session.
    #expect(record.message.suffix(6).elementsEqual([0x10, 7, 0x3A, 2, 0x08, 1]))
    #expect(file.dropLast(4).suffix(6).elementsEqual(record.message.suffix(6)))
  }

  @Test func aFolderThatCannotBeMadeIsAnError() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "file")
    try Files.write([1], to: file)
    #expect(throws: FileProblem.self) { try EventWriter(file) }
  }
}
