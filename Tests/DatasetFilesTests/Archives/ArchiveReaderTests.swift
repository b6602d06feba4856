import Files
import TestSupport
import Testing

@testable import DatasetFiles

/// What reading entry by entry gives; what is refused is judged in `ArchiveTests`.
@Suite struct ArchiveReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func entriesComeWithTheirKinds() throws {
    try ArchiveWriting.zip(
      [.folder("b/"), .file("b/a", [1, 2]), .link("link", to: "b/a")], to: folder["a.zip"])
    let reader = try ArchiveReader(folder["a.zip"], kind: .zip, limit: 100)
    #expect(try reader.nextEntry()?.kind == .folder)
    let file = try #require(try reader.nextEntry())
    #expect(file.path == "b/a" && file.kind == .file)
    #expect(try reader.readContents(of: file) == [1, 2])
    #expect(try reader.nextEntry()?.kind == .other)
    #expect(try reader.nextEntry() == nil)
  }

  @Test func contentsMayBeLeftOutAndAreThenNotCounted() throws {
    let zeros = [UInt8](repeating: 0, count: 1000)
    try ArchiveWriting.zip([.file("a", zeros), .file("b", [7])], to: folder["a.zip"])
    let reader = try ArchiveReader(folder["a.zip"], kind: .zip, limit: 1)
    _ = try reader.nextEntry()
    let second = try #require(try reader.nextEntry())
    #expect(try reader.readContents(of: second) == [7])
  }

  @Test func aProblemNamesTheEntryBehindTheArchive() throws {
    try ArchiveWriting.zip([.file("a/b", [1])], to: folder["a.zip"])
    let reader = try ArchiveReader(folder["a.zip"], kind: .zip, limit: 10)
    let entry = try #require(try reader.nextEntry())
    #expect(
      reader.problem(entry, found: "x", expected: "y").description
        == "\(folder.path)/a.zip/a/b: expected y, found x")
    #expect(reader.problem(found: "x", expected: "y").path == folder.path + "/a.zip")
  }

  @Test func gzipIsOneEntry() throws {
    try ArchiveWriting.gzip([3, 4], to: folder["a.gz"])
    let reader = try ArchiveReader(folder["a.gz"], kind: .gzip, limit: 10)
    let entry = try #require(try reader.nextEntry())
    #expect(try reader.readContents(of: entry) == [3, 4])
    try folder.write([1, 2, 3], to: "b.gz")
    #expect(throws: FileProblem.self) {
      try ArchiveReader(folder["b.gz"], kind: .gzip, limit: 10)
    }
  }
}
