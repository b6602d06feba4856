import Basics
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct ZipDirectoryTests {
  private func directory(_ name: String) throws -> ZipDirectory {
    try #require(try ArchiveFixtures.directory(name).directory)
  }

  @Test(arguments: ArchiveFixtures.judged)
  func namesAndSizesAreThoseOfPython(name: String) throws {
    let (directory, judge) = try (directory(name), ArchiveFixtures.entries(name))
    #expect(!judge.isEmpty && directory.statedCount == judge.count)
    #expect(directory.entries.map(\.name.path) == judge.map { BytePath($0.name) })
    #expect(directory.entries.map(\.size) == judge.map(\.bytes.count))
    #expect(
      directory.entries.map(\.checksum) == judge.map { CyclicCheck.crc32.sum(of: $0.bytes) })
  }

  @Test func kindsAreTold() throws {
    #expect(
      try directory("symlink").entries.map(\.kind) == [.file, .file, .file, .file, .other])
    #expect(try directory("encrypted").entries.map(\.isEncrypted) == [true, false, false, false])
    let folder = try TemporaryFolder()
    try ArchiveWriting.zip([.folder("b/"), .file("b/a", [1])], to: folder["a.zip"])
    #expect(try ZipArchive(folder["a.zip"]).entries.map(\.kind) == [.folder, .file])
  }

  @Test func aTornDirectoryHasTheEntriesBefore() throws {
    let bytes = try ArchiveFixtures.bytes("utf8")
    let end = try #require(ZipEnd(bytes, size: bytes.count))
    let whole = Array(bytes[end.range])
    for length in 0..<whole.count {
      let torn = ZipDirectory(Array(whole[..<length]), end: end)
      #expect(torn.entries.count < 6 && torn.statedCount == 6)
    }
    var damaged = whole
    damaged[ZipDirectory(whole, end: end).entries[0].name.path.bytes.count + 46] ^= 0xFF
    #expect(ZipDirectory(damaged, end: end).entries.count == 1)
  }
}
