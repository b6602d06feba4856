import Testing

@testable import DatasetFiles

@Suite struct ZipEndTests {
  private func end(_ bytes: [UInt8]) -> ZipEnd? { ZipEnd(bytes, size: bytes.count) }

  @Test func theDirectoryEndsWhereTheRecordBegins() throws {
    let bytes = try ArchiveFixtures.bytes("plain")
    let end = try #require(ZipEnd(bytes, size: bytes.count))
    #expect(end.count == 2 && end.shift == 0 && end.range.upperBound == bytes.count - 22)
    #expect(Array(bytes[end.range].prefix(4)) == [0x50, 0x4B, 1, 2])
  }

  @Test func whatIsPutBeforeAnArchiveShiftsIt() throws {
    #expect(try end(ArchiveFixtures.bytes("prefixed"))?.shift == "#!/bin/sh\nexit 0\n".utf8.count)
  }

  @Test func aCommentThatLooksLikeAnEndIsNone() throws {
    let (plain, commented) = try (
      end(ArchiveFixtures.bytes("plain")), ArchiveFixtures.bytes("commented")
    )
    #expect(end(commented)?.range == plain?.range)
  }

  @Test func longNumbersComeFromTheLongRecord() throws {
    let end = try #require(try ArchiveFixtures.directory("zip64").end)
    #expect(end.count == 3 && end.shift == 0)
  }

  @Test func theEndOfALargeFileWillDo() throws {
    let bytes = try ArchiveFixtures.bytes("plain")
    let end = try #require(ZipEnd(Array(bytes.suffix(60)), size: 1 << 40 | bytes.count))
    #expect(end.range.upperBound == 1 << 40 | bytes.count - 22 && end.shift == 1 << 40)
  }

  @Test func whatCannotBeIsNoEnd() throws {
    #expect(end([]) == nil && end(Array("no archive at all, not in the least".utf8)) == nil)
    var bytes = try ArchiveFixtures.bytes("plain")
    #expect(end(Array(bytes.dropLast())) == nil)
    // A directory longer than all before it.
    bytes[bytes.count - 22 + 14] = 1
    #expect(end(bytes) == nil)
  }
}
